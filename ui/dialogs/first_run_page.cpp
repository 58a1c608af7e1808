#include "ui/dialogs/first_run_page.h"

#include "core/deck/settings.h"
#include "core/services/service_registry.h"
#include "ui/base/icons.h"
#include "ui/base/spoken_text.h"
#include "ui/columns/column_registry.h"
#include "ui/columns/icon_button.h"
#include "ui/columns/thin_scroll_bar.h"
#include "ui/dialogs/form_parts.h"

#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kSideBySide = 860; ///< below this width cards stand under each other
} // namespace

std::vector<FeedSpec> starterDeck(const ServiceRegistry& services)
{
    for (const Service* service : services.services()) {
        const auto specs = service->starterFeeds();
        if (!specs.empty())
            return specs;
    }
    return {};
}

/// A raised sheet with an icon, a title and a sentence; the rest is added below.
class FirstRunPage::Card : public QWidget {
public:
    Card(QLatin1StringView iconName, const QString& titleText, const QString& text, QWidget* parent)
        : QWidget(parent)
        , icon(iconName)
        , picture(plainLabel({}, this))
        , title(plainLabel(titleText, this))
        , lead(plainLabel(text, this))
        , column(new QVBoxLayout(this))
    {
        lead->setWordWrap(true);
        title->setWordWrap(true);
        column->setContentsMargins(22, 22, 22, 22);
        column->setSpacing(10);
        column->addWidget(picture);
        column->addWidget(title);
        column->addWidget(lead);
        setAccessibleName(titleText);
    }

    void restyle(const Style& next)
    {
        style = next;
        QFont font = style.name;
        font.setPointSizeF(style.body.pointSizeF() * 1.15);
        title->setFont(font);
        lead->setFont(style.body);
        QPalette second = style.palette();
        second.setColor(QPalette::WindowText, style.tokens.textSecond);
        lead->setPalette(second);
        title->setPalette(style.palette());
        const int side = int(28 * style.textScale);
        picture->setPixmap(iconPixmap(icon, style.tokens.accent, side, devicePixelRatioF()));
        update();
    }

    QLatin1StringView icon;
    QLabel* picture;
    QLabel* title;
    QLabel* lead;
    QVBoxLayout* column;
    Style style = Style::make(Scheme::Light, Density::Comfortable, 1.0, 0);

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(style.tokens.line);
        painter.setBrush(style.tokens.card);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    }
};

FirstRunPage::FirstRunPage(const ShellContext& context, const Style& style, QWidget* parent)
    : QScrollArea(parent)
    , m_context(context)
    , m_style(style)
    , m_bar(new ThinScrollBar(Qt::Vertical, this))
    , m_check(new ServerCheck(*context.services, context.accounts, *context.clock, this))
{
    setAccessibleName(tr("Start page"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    m_bar->setOnWindow();
    setVerticalScrollBar(m_bar);
    setFocusPolicy(Qt::NoFocus);
    auto* page = new QWidget;
    setWidget(page);

    m_title = plainLabel(tr("Where would you like to sit down?"), page);
    m_lead = plainLabel(
        tr("Staffroom shows live chats of teachers in columns. Choose one to begin with; you can "
           "add the others later."),
        page);
    m_title->setWordWrap(true);
    m_lead->setWordWrap(true);

    Card* practice = makeCard("graduation"_L1, tr("Practice chat"),
        tr("A recorded #SproutChat, played as if it were live. No account, no network; nothing "
           "you do here leaves this computer."));
    m_miniature = new FeedView({context.images, context.clock}, practice);
    m_miniature->setAccessibleName(tr("Glimpse of the practice chat"));
    m_miniature->setFocusPolicy(Qt::NoFocus);
    m_miniature->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_miniature->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_miniature->setMinimumHeight(150);
    practice->column->addWidget(m_miniature, 1);
    m_practice = new QPushButton(tr("Start the practice chat"), practice);
    practice->column->addWidget(m_practice);

    Card* hashtag = makeCard("hashtag"_L1, tr("A public hashtag"),
        tr("Read what teachers write under a hashtag on a Mastodon server, without an account."));
    auto* tagLabel = plainLabel(tr("&Hashtag"), hashtag);
    m_tag = new QLineEdit(hashtag);
    m_tag->setPlaceholderText(tr("EduTooters"));
    m_tag->setAccessibleName(tr("Hashtag"));
    tagLabel->setBuddy(m_tag);
    auto* serverLabel = plainLabel(tr("Ser&ver"), hashtag);
    m_server = new ComboField(hashtag);
    m_server->setEditable(true);
    m_server->setInsertPolicy(QComboBox::NoInsert);
    m_server->setAccessibleName(tr("Server"));
    serverLabel->setBuddy(m_server);
    fillServers(*m_server, *context.services, context.settings->texts(Setting::RememberedServers));
    m_server->setCurrentIndex(0);
    m_sentence = new SentenceLabel(hashtag);
    m_read = new QPushButton(tr("Read this hashtag"), hashtag);
    hashtag->column->addWidget(tagLabel);
    hashtag->column->addWidget(m_tag);
    hashtag->column->addWidget(serverLabel);
    hashtag->column->addWidget(m_server);
    hashtag->column->addWidget(m_sentence);
    hashtag->column->addStretch(1);
    hashtag->column->addWidget(m_read);

    Card* signIn = makeCard("user"_L1, tr("Your account"),
        tr("Sign in to read your home feed here, and later to answer. Staffroom asks to read only; "
           "it "
           "asks again before you write for the first time. Public chats need no account."));
    signIn->column->addStretch(1);
    m_signIn = new QPushButton(tr("Sign in"), signIn);
    m_signIn->setVisible(context.accounts != nullptr);
    signIn->column->addWidget(m_signIn);
    connect(m_signIn, &QPushButton::clicked, this, &FirstRunPage::signInAsked);
    m_without = new QPushButton(tr("Read without an account"), signIn);
    signIn->column->addWidget(m_without);

    for (auto* button : {m_practice, m_read, m_signIn, m_without})
        button->setAccessibleName(button->text());
    m_practice->setProperty("primary", true);

    m_cardRow = new QBoxLayout(QBoxLayout::LeftToRight);
    m_cardRow->setSpacing(16);
    for (Card* card : m_cards)
        m_cardRow->addWidget(card, 1);
    auto* middle = new QVBoxLayout;
    middle->setSpacing(8);
    middle->addStretch(1);
    middle->addWidget(m_title);
    middle->addWidget(m_lead);
    middle->addSpacing(16);
    middle->addLayout(m_cardRow, 8);
    middle->addStretch(1);
    auto* across = new QHBoxLayout(page);
    across->setContentsMargins(32, 24, 32, 24);
    across->addStretch(1);
    across->addLayout(middle, 30);
    across->addStretch(1);

    connect(m_practice, &QPushButton::clicked, this, &FirstRunPage::startPractice);
    connect(m_tag, &QLineEdit::textChanged, this, &FirstRunPage::look);
    connect(m_tag, &QLineEdit::returnPressed, this, &FirstRunPage::read);
    connect(m_server, &QComboBox::editTextChanged, this, &FirstRunPage::look);
    connect(m_server->lineEdit(), &QLineEdit::returnPressed, this, &FirstRunPage::read);
    connect(m_check, &ServerCheck::changed, this, &FirstRunPage::look);
    connect(m_read, &QPushButton::clicked, this, &FirstRunPage::read);
    connect(
        m_without, &QPushButton::clicked, m_tag, [this] { m_tag->setFocus(Qt::OtherFocusReason); });
    setStyleTokens(style);
    look();
}

FirstRunPage::~FirstRunPage()
{
    showMiniature(false);
}

FirstRunPage::Card* FirstRunPage::makeCard(
    QLatin1StringView icon, const QString& title, const QString& text)
{
    auto* card = new Card(icon, title, text, widget());
    m_cards.push_back(card);
    return card;
}

QString FirstRunPage::sentence() const
{
    return m_sentence->text();
}

void FirstRunPage::startPractice()
{
    const auto specs = starterDeck(*m_context.services);
    if (!specs.empty())
        Q_EMIT practiceChosen(specs);
}

void FirstRunPage::look()
{
    const ColumnType* type = m_context.columns->find(FeedSpec::Kind::Hashtag);
    if (!type)
        return;
    const FieldValues values{{u"tags"_s, m_tag->text()}};
    const bool isTagGood = type->makeFeed(values, Source()).has_value();
    m_check->setWish(isTagGood ? m_server->currentText() : QString(), FeedSpec::Kind::Hashtag);
    const auto& outcome = m_check->outcome();
    const auto made = type->makeFeed(values, outcome.source);
    const bool isServerBad = outcome.verdict == ServerCheck::Verdict::Bad;
    const bool isTagBad = !made && !m_tag->text().isEmpty();
    if (isTagBad)
        m_sentence->say(made.error().sentence, true);
    else
        m_sentence->say(made ? outcome.sentence : QString(), isServerBad);
    setTrouble(*m_tag, isTagBad);
    setTrouble(*m_server, isServerBad);
    const bool isWaiting = outcome.verdict == ServerCheck::Verdict::Checking;
    const bool isGood = made && outcome.verdict == ServerCheck::Verdict::Good;
    m_read->setEnabled(made && (isGood || isWaiting));
    if (m_readWhenChecked && !isWaiting) {
        m_readWhenChecked = false;
        if (isGood)
            read();
    }
}

void FirstRunPage::read()
{
    const ColumnType* type = m_context.columns->find(FeedSpec::Kind::Hashtag);
    const auto& outcome = m_check->outcome();
    const auto made = type->makeFeed({{u"tags"_s, m_tag->text()}}, outcome.source);
    if (!made)
        return;
    if (outcome.verdict == ServerCheck::Verdict::Checking) {
        m_readWhenChecked = true;
        m_check->checkNow();
        return;
    }
    if (outcome.verdict != ServerCheck::Verdict::Good)
        return;
    m_context.settings->rememberServer(outcome.source.server);
    Q_EMIT chosen({*made});
}

void FirstRunPage::showMiniature(bool shown)
{
    if (shown == bool(m_feed))
        return;
    if (!shown) {
        m_feed->removeViewer();
        m_miniature->setFeedModel(nullptr);
        m_model.reset();
        m_feed.reset();
        return;
    }
    const auto specs = starterDeck(*m_context.services);
    if (specs.empty())
        return;
    m_feed = m_context.hub->feed(specs.front());
    m_feed->addViewer();
    m_model
        = std::make_unique<FeedModel>(m_feed, FeedOrder::NewestFirst, spokenText(*m_context.clock));
    m_miniature->setQuietTags(specs.front().tags);
    m_miniature->setFeedModel(m_model.get());
}

void FirstRunPage::showEvent(QShowEvent* event)
{
    QScrollArea::showEvent(event);
    showMiniature(true);
}

void FirstRunPage::hideEvent(QHideEvent* event)
{
    showMiniature(false);
    QScrollArea::hideEvent(event);
}

void FirstRunPage::resizeEvent(QResizeEvent* event)
{
    const bool isWide = viewport()->width() >= int(kSideBySide * std::max(1.0, m_style.textScale));
    m_cardRow->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    QScrollArea::resizeEvent(event);
}

void FirstRunPage::setStyleTokens(const Style& style)
{
    m_style = style;
    m_bar->setStyleTokens(style);
    setPalette(style.palette());
    setStyleSheet(controlSheet(style));
    setFont(style.body);
    QFont title = style.name;
    title.setPointSizeF(style.body.pointSizeF() * 1.7);
    m_title->setFont(title);
    m_lead->setFont(style.body);
    QPalette second = style.palette();
    second.setColor(QPalette::WindowText, style.tokens.textSecond);
    m_lead->setPalette(second);
    for (Card* card : m_cards)
        card->restyle(style);
    m_server->setStyleTokens(style);
    m_sentence->setStyleTokens(style);
    // A miniature: one step smaller than the deck itself.
    Style small = Style::make(
        style.scheme, Density::Compact, std::max(0.8, style.textScale * 0.85), style.generation);
    small.showImages = style.showImages;
    m_miniature->setStyleTokens(small);
}

} // namespace staffroom
