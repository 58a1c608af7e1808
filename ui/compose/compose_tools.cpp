#include "ui/compose/compose_tools.h"

#include "ui/base/icon_button.h"
#include "ui/base/icons.h"
#include "ui/compose/field_sheet.h"
#include "ui/compose/finding_text.h"
#include "ui/compose/flow_layout.h"

#include <QLocale>
#include <QMenu>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Visibility kVisibilities[]
    = {Visibility::Public, Visibility::Unlisted, Visibility::Followers, Visibility::Direct};

QLatin1StringView visibilityIcon(Visibility visibility)
{
    switch (visibility) {
    case Visibility::Public:
        return "globe"_L1;
    case Visibility::Unlisted:
        return "moon"_L1;
    case Visibility::Followers:
        return "users"_L1;
    case Visibility::Direct:
        return "mail"_L1;
    }
    return "globe"_L1;
}

/// Offered after those that are likely; the list of a menu, not of the world.
QStringList commonLanguages()
{
    return {u"ar"_s, u"ca"_s, u"cs"_s, u"cy"_s, u"da"_s, u"de"_s, u"el"_s, u"en"_s, u"es"_s,
        u"eu"_s, u"fa"_s, u"fi"_s, u"fr"_s, u"ga"_s, u"gl"_s, u"he"_s, u"hi"_s, u"hu"_s, u"id"_s,
        u"it"_s, u"ja"_s, u"ko"_s, u"nb"_s, u"nl"_s, u"pl"_s, u"pt"_s, u"ro"_s, u"ru"_s, u"sv"_s,
        u"tr"_s, u"uk"_s, u"vi"_s, u"zh"_s};
}

} // namespace

QString languageName(const QString& language)
{
    const QLocale locale(language);
    const QString own = locale.nativeLanguageName();
    if (own.isEmpty() || locale.language() == QLocale::C)
        return language;
    QString name = own;
    name[0] = name[0].toUpper();
    // "American English" is what Qt calls en-US by itself; a bare code is the language alone.
    if (!language.contains(u'-') && locale.language() == QLocale::English)
        name = u"English"_s;
    return name;
}

ComposeTools::ComposeTools(QWidget* parent)
    : QWidget(parent)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
    , m_picture(new IconButton("image"_L1, tr("Add pictures"), this))
    , m_poll(new IconButton("poll"_L1, tr("Poll"), this))
    , m_warning(new IconButton("warning"_L1, tr("Content warning"), this))
    , m_emoji(new IconButton("smile"_L1, tr("Emoji"), this))
    , m_schedule(new IconButton("clock"_L1, tr("Send at a later time"), this))
    , m_visibility(new IconButton("globe"_L1, {}, this))
    , m_language(new IconButton("language"_L1, {}, this))
{
    auto* flow = new FlowLayout(0, this);
    for (IconButton* button :
        {m_picture, m_poll, m_warning, m_emoji, m_schedule, m_visibility, m_language})
        flow->addWidget(button);
    // Not Fixed: that would hold it at the height of one line.
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    for (IconButton* button : {m_poll, m_warning, m_schedule})
        button->setCheckable(true);
    connect(m_picture, &IconButton::clicked, this, &ComposeTools::pictureWanted);
    connect(m_poll, &IconButton::clicked, this, &ComposeTools::pollToggled);
    connect(m_warning, &IconButton::clicked, this, &ComposeTools::warningToggled);
    connect(m_emoji, &IconButton::clicked, this, &ComposeTools::emojiWanted);
    connect(m_schedule, &IconButton::clicked, this, &ComposeTools::scheduleToggled);
    connect(m_visibility, &IconButton::clicked, this,
        [this] { popUp(visibilityMenu(), m_visibility); });
    connect(m_language, &IconButton::clicked, this, [this] { popUp(languageMenu(), m_language); });
    setState({}, nullptr);
}

void ComposeTools::setState(const State& state, const Capabilities* capabilities)
{
    m_state = state;
    m_picture->setVisible(state.takesPictures);
    m_poll->setVisible(state.takesPolls || state.hasPoll);
    m_poll->setChecked(state.hasPoll);
    m_poll->setName(state.hasPoll ? tr("Take the poll out") : tr("Add a poll"));
    m_warning->setChecked(state.hasWarning);
    m_warning->setName(
        state.hasWarning ? tr("Take the content warning out") : tr("Add a content warning"));
    m_warning->setVisible(capabilities == nullptr || capabilities->hasContentWarning);
    m_schedule->setChecked(state.isScheduled);
    m_schedule->setName(
        state.isScheduled ? tr("Send at once instead") : tr("Send at a later time"));
    m_schedule->setVisible(!state.isEdit);
    m_visibility->setVisible(
        !state.isEdit && (capabilities == nullptr || capabilities->hasVisibility));
    m_visibility->setIconName(visibilityIcon(state.visibility));
    m_visibility->setCaption(visibilityWords(state.visibility));
    m_visibility->setName(tr("Who can see it: %1").arg(visibilityWords(state.visibility)));
    m_language->setCaption(state.language.toUpper());
    m_language->setName(tr("Language: %1").arg(languageName(state.language)));
}

void ComposeTools::setStyleTokens(const Style& style)
{
    m_style = style;
    for (IconButton* button :
        {m_picture, m_poll, m_warning, m_emoji, m_schedule, m_visibility, m_language})
        button->setStyleTokens(style);
}

void ComposeTools::popUp(QMenu* menu, IconButton* from)
{
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(from->mapToGlobal(from->rect().bottomLeft()));
}

QMenu* ComposeTools::visibilityMenu()
{
    auto* menu = new QMenu(this);
    menu->setStyleSheet(fieldSheet(m_style));
    menu->setFont(m_style.body);
    for (const Visibility visibility : kVisibilities) {
        QAction* action = menu->addAction(
            icon(visibilityIcon(visibility), m_style.tokens.text, m_style.tokens.textSecond),
            visibilityWords(visibility) + u": "_s + visibilitySentence(visibility));
        action->setCheckable(true);
        action->setChecked(visibility == m_state.visibility);
        connect(action, &QAction::triggered, this,
            [this, visibility] { Q_EMIT visibilityChosen(visibility); });
    }
    return menu;
}

QMenu* ComposeTools::languageMenu()
{
    auto* menu = new QMenu(this);
    menu->setStyleSheet(fieldSheet(m_style));
    menu->setFont(m_style.body);
    QStringList offered;
    const auto add = [&](QMenu* to, const QString& language) {
        if (language.isEmpty() || offered.contains(language, Qt::CaseInsensitive))
            return;
        offered << language;
        QAction* action = to->addAction(languageName(language));
        action->setCheckable(true);
        action->setChecked(language == m_state.language);
        connect(action, &QAction::triggered, this,
            [this, language] { Q_EMIT languageChosen(language); });
    };
    add(menu, m_state.language);
    for (const QString& language : m_state.languages)
        add(menu, language);
    menu->addSeparator();
    QMenu* more = menu->addMenu(tr("More languages"));
    more->setFont(m_style.body);
    for (const QString& language : commonLanguages())
        add(more, language);
    return menu;
}

} // namespace staffroom
