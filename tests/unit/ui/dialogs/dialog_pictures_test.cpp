// Pictures for people's eyes: with STAFFROOM_PICTURES set to a folder, every dialog is drawn.
#include "tests/unit/ui/shell_fixture.h"
#include "ui/dialogs/add_column_dialog.h"
#include "ui/dialogs/settings_dialog.h"
#include "ui/dialogs/thread_dialog.h"

#include <QApplication>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

class DialogPictures : public testing::Test, public test::ShellFixture {
protected:
    void SetUp() override
    {
        folder = qEnvironmentVariable("STAFFROOM_PICTURES");
        if (folder.isEmpty())
            GTEST_SKIP() << "STAFFROOM_PICTURES names the folder to draw into";
        addPosts(4);
    }
    void save(QWidget& dialog, const QString& name)
    {
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        timePasses();
        dialog.grab().save(folder + u'/' + name + u".png"_s);
    }
    QString folder;
};

TEST_F(DialogPictures, InAllSchemes)
{
    const std::pair<Scheme, QString> schemes[] = {{Scheme::Light, u"light"_s},
        {Scheme::Dark, u"dark"_s}, {Scheme::HighContrast, u"contrast"_s}};
    for (const auto& [scheme, word] : schemes) {
        const Style style = Style::make(scheme, Density::Comfortable, 1.0, 1);
        QApplication::setPalette(style.palette());
        QApplication::setFont(style.body);
        ThreadDialog thread(context, style, server().items().back().post, test::fakeSpec().source);
        save(thread, u"thread-"_s + word);
        SettingsDialog look(settings, style);
        save(look, u"settings-"_s + word);
        AddColumnDialog add(context, style);
        add.setSpec(test::fakeSpec());
        save(add, u"add-"_s + word);
    }
}

} // namespace
} // namespace staffroom
