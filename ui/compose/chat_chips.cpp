#include "ui/compose/chat_chips.h"

#include "core/compose/compose_text.h"
#include "ui/compose/field_sheet.h"
#include "ui/compose/flow_layout.h"
#include "ui/compose/words_button.h"

#include <QMenu>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

ChatChips::ChatChips(QWidget* parent)
    : QWidget(parent)
    , m_label(new WordsButton({}, WordsButton::Look::Chip, this))
    , m_tag(new WordsButton({}, WordsButton::Look::Chip, this))
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    // Not Fixed: that would hold it at the height of one line.
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    auto* flow = new FlowLayout(4, this);
    flow->addWidget(m_label);
    flow->addWidget(m_tag);
    m_label->setCheckable(true);
    m_tag->setCheckable(true);
    m_tag->setMenuSign(true);
    connect(m_label, &WordsButton::clicked, this, &ChatChips::labelToggled);
    connect(m_tag, &WordsButton::clicked, this, [this] {
        setDraft(Draft(m_draft)); // a press alone changes nothing
        QMenu* menu = tagMenu();
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(m_tag->mapToGlobal(m_tag->rect().bottomLeft()));
    });
    setDraft({});
}

void ChatChips::setDraft(const Draft& draft)
{
    m_draft = draft;
    const QString label = draft.chat.label;
    const bool isEdit = draft.edits.has_value();
    m_label->setVisible(!label.isEmpty() && !isEdit);
    m_label->setChecked(draft.usesLabel);
    m_label->setIconName(draft.usesLabel ? "check"_L1 : "plus"_L1);
    m_label->setWords(label);
    m_label->setAccessibleName(draft.usesLabel ? tr("Begins with the label %1").arg(label)
                                               : tr("Begin with the label %1").arg(label));
    m_label->setToolTip(m_label->accessibleName().toHtmlEscaped());

    const QString tag = draft.chat.hashtag;
    const bool isTyped = std::all_of(draft.parts.begin(), draft.parts.end(),
        [&](const DraftPart& part) { return hasTag(part.text, tag); });
    m_tag->setVisible(!tag.isEmpty() && !isEdit);
    const bool isThere = draft.keepsTag || isTyped;
    m_tag->setLook(isThere ? WordsButton::Look::Chip : WordsButton::Look::Warned);
    m_tag->setChecked(isThere);
    m_tag->setIconName(isThere ? QLatin1StringView() : "warning"_L1);
    m_tag->setWords(isTyped          ? tr("#%1 in the text").arg(tag)
            : !draft.keepsTag        ? tr("Without #%1").arg(tag)
            : draft.parts.size() > 1 ? tr("#%1 added to each part").arg(tag)
                                     : tr("#%1 added").arg(tag));
    m_tag->setEnabled(!isTyped || !draft.keepsTag);
}

QMenu* ChatChips::tagMenu()
{
    auto* menu = new QMenu(this);
    menu->setStyleSheet(fieldSheet(m_style));
    menu->setFont(m_style.body);
    const bool keeps = m_draft.keepsTag;
    QAction* action = menu->addAction(keeps ? tr("Send without #%1").arg(m_draft.chat.hashtag)
                                            : tr("Add #%1 again").arg(m_draft.chat.hashtag));
    connect(action, &QAction::triggered, this, [this, keeps] { Q_EMIT tagKept(!keeps); });
    return menu;
}

void ChatChips::setStyleTokens(const Style& style)
{
    m_style = style;
    m_label->setStyleTokens(style);
    m_tag->setStyleTokens(style);
}

} // namespace staffroom
