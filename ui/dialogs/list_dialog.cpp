#include "ui/dialogs/list_dialog.h"

#include "ui/base/error_text.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace staffroom {

ListDialog::ListDialog(
    ServiceClient& client, const QString& handle, const Style& style, QWidget* parent)
    : PlainDialog(tr("Add @%1 to a list", "%1 is a handle").arg(handle), style, parent)
    , m_lists(new ComboField(this))
{
    m_lists->setAccessibleName(tr("List"));
    m_lists->setEnabled(false);
    auto* label = plainLabel(tr("List"), this);
    label->setBuddy(m_lists);
    body()->addWidget(label);
    body()->addWidget(m_lists);
    m_sentence = addSentence();
    addText(tr("Most servers want you to follow a person before you can put them on a list."));
    body()->addStretch(1);
    auto* cancel = addButton(tr("Cancel"), false);
    m_add = addButton(tr("Add"), true);
    m_add->setEnabled(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_add, &QPushButton::clicked, this, [this] {
        Q_EMIT chosen(m_lists->currentData().toString(), m_lists->currentText());
        accept();
    });
    m_sentence->say(tr("Asking for your lists …"), false);
    m_asking = client.lists().then(this, [this](const Result<std::vector<ListInfo>>& lists) {
        if (!lists) {
            m_sentence->say(errorText(lists.error()), true);
            return;
        }
        for (const ListInfo& list : *lists)
            m_lists->addItem(list.title, list.id);
        m_lists->setEnabled(!lists->empty());
        m_add->setEnabled(!lists->empty());
        if (!lists->empty())
            m_lists->setFocus();
        m_sentence->say(lists->empty()
                ? tr("You have no lists yet; make one on your server's web page.")
                : QString(),
            false);
    });
    setStyleTokens(style);
}

} // namespace staffroom
