#include "ui/columns/column_menu.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>

namespace staffroom {

namespace {
struct ColumnMenu {
    Q_DECLARE_TR_FUNCTIONS(ColumnMenu)
};
} // namespace

QMenu* makeColumnMenu(const ColumnConfig& config, bool isFirst, bool isLast, QWidget* parent,
    const std::function<void(ColumnCommand)>& run)
{
    auto* menu = new QMenu(parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&run](QMenu* to, const QString& text, ColumnCommand command) {
        QAction* action = to->addAction(text);
        QObject::connect(action, &QAction::triggered, to, [run, command] { run(command); });
        return action;
    };
    const auto choice = [&add](QMenu* to, QActionGroup* group, const QString& text,
                            ColumnCommand command, bool isChecked) {
        QAction* action = add(to, text, command);
        action->setCheckable(true);
        action->setChecked(isChecked);
        group->addAction(action);
    };

    if (config.spec.kind == FeedSpec::Kind::Hashtag) {
        add(menu, ColumnMenu::tr("Open as cha&t room"), ColumnCommand::OpenRoom);
        menu->addSeparator();
    }
    auto* order = new QActionGroup(menu);
    choice(menu, order, ColumnMenu::tr("&Newest on top"), ColumnCommand::NewestFirst,
        config.order == FeedOrder::NewestFirst);
    choice(menu, order, ColumnMenu::tr("C&hat order, newest at the bottom"),
        ColumnCommand::ChatOrder, config.order == FeedOrder::ChatOrder);
    menu->addSeparator();
    add(menu, ColumnMenu::tr("Mark &read"), ColumnCommand::MarkRead);
    add(menu, ColumnMenu::tr("&Clear", "hide what is in the column now"), ColumnCommand::Clear);
    menu->addSeparator();
    auto* width = menu->addMenu(ColumnMenu::tr("&Width"));
    auto* widths = new QActionGroup(width);
    choice(width, widths, ColumnMenu::tr("&Narrow"), ColumnCommand::Narrow,
        config.width == kNarrowColumn);
    choice(width, widths, ColumnMenu::tr("N&ormal"), ColumnCommand::Normal,
        config.width == kNormalColumn);
    choice(
        width, widths, ColumnMenu::tr("&Wide"), ColumnCommand::Wide, config.width == kWideColumn);
    add(menu, ColumnMenu::tr("Move &left"), ColumnCommand::MoveLeft)->setEnabled(!isFirst);
    add(menu, ColumnMenu::tr("Mo&ve right"), ColumnCommand::MoveRight)->setEnabled(!isLast);
    add(menu, ColumnMenu::tr("C&ollapse"), ColumnCommand::Collapse);
    QAction* lock = add(menu, ColumnMenu::tr("Rea&ding only"), ColumnCommand::Lock);
    lock->setCheckable(true);
    lock->setChecked(config.isLocked);
    menu->addSeparator();
    add(menu, ColumnMenu::tr("Clo&se column"), ColumnCommand::Close);
    return menu;
}

} // namespace staffroom
