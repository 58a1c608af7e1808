#include "ui/hosting/script_card.h"

#include "ui/base/form_controls.h"
#include "ui/base/icon_button.h"
#include "ui/compose/flow_layout.h"
#include "ui/compose/labels.h"
#include "ui/compose/media_strip.h"
#include "ui/compose/post_text_edit.h"
#include "ui/compose/words_button.h"
#include "ui/hosting/hosting_text.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QSpinBox>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

ScriptCard::ScriptCard(QWidget* parent)
    : QFrame(parent)
    , m_kind(new ComboField(this))
    , m_title(new WrapLabel(this))
    , m_state(new WrapLabel(this))
    , m_count(new WrapLabel(this))
    , m_trouble(new WrapLabel(this))
    , m_text(new PostTextEdit(this))
    , m_media(new MediaStrip(this))
    , m_hasOwnGap(new TickBox(tr("Own distance"), this))
    , m_gap(new QSpinBox(this))
    , m_picture(new IconButton("image"_L1, tr("Add pictures"), this))
    , m_earlier(new IconButton("arrow-up"_L1, tr("Move earlier"), this))
    , m_later(new IconButton("arrow-down"_L1, tr("Move later"), this))
    , m_remove(new IconButton("trash"_L1, tr("Take out of the script"), this))
    , m_post(new WordsButton(tr("Post now"), WordsButton::Look::Plain, this))
    , m_skip(new WordsButton(tr("Skip"), WordsButton::Look::Quiet, this))
    , m_isThere(new WordsButton(tr("It is there"), WordsButton::Look::Plain, this))
    , m_isNotThere(new WordsButton(tr("It is not there"), WordsButton::Look::Plain, this))
{
    for (const auto kind : {ScriptLine::Kind::Welcome, ScriptLine::Kind::Question,
             ScriptLine::Kind::Remark, ScriptLine::Kind::WrapUp})
        m_kind->addItem(lineKindText(kind), int(kind));
    m_kind->setAccessibleName(tr("Kind of post"));
    m_text->setLines(2, 8);
    m_gap->setRange(0, 24 * 60);
    m_gap->setSuffix(tr(" min"));
    m_gap->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_gap->setAccessibleName(tr("Minutes after the post before"));
    m_trouble->hide();
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_title);
    head->addWidget(m_kind);
    head->addWidget(m_state, 1);
    for (IconButton* button : {m_picture, m_earlier, m_later, m_remove})
        head->addWidget(button);
    auto* gap = new QWidget(this);
    auto* gapRow = new QHBoxLayout(gap);
    gapRow->setContentsMargins(0, 0, 0, 0);
    gapRow->setSpacing(8);
    gapRow->addWidget(m_hasOwnGap);
    gapRow->addWidget(m_gap);
    auto* foot = new FlowLayout(8);
    foot->addWidget(m_post);
    foot->addWidget(m_skip);
    foot->addWidget(m_isThere);
    foot->addWidget(m_isNotThere);
    foot->addWidget(gap);
    foot->addWidget(m_count);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_text);
    column->addWidget(m_media);
    column->addWidget(m_trouble);
    column->addLayout(foot);

    connect(m_text, &QPlainTextEdit::textChanged, this,
        [this] { edit([this](ScriptLine& l) { l.text = m_text->toPlainText(); }); });
    connect(m_kind, &QComboBox::activated, this, [this] {
        edit([this](ScriptLine& l) { l.kind = ScriptLine::Kind(m_kind->currentData().toInt()); });
    });
    connect(m_media, &MediaStrip::changed, this, [this](const std::vector<DraftMedia>& media) {
        edit([&media](ScriptLine& l) { l.media = media; });
    });
    const auto takeGap = [this] {
        m_gap->setEnabled(m_hasOwnGap->isChecked());
        edit([this](ScriptLine& l) {
            l.after = m_hasOwnGap->isChecked()
                ? std::optional<Millis>(std::chrono::minutes(m_gap->value()))
                : std::nullopt;
        });
    };
    connect(m_hasOwnGap, &TickBox::toggled, this, takeGap);
    connect(m_gap, &QSpinBox::valueChanged, this, takeGap);
    connect(m_picture, &IconButton::clicked, this, [this] { Q_EMIT picturesWanted(m_line.id); });
    connect(m_earlier, &IconButton::clicked, this, [this] { Q_EMIT moveWanted(m_line.id, -1); });
    connect(m_later, &IconButton::clicked, this, [this] { Q_EMIT moveWanted(m_line.id, 1); });
    connect(m_remove, &IconButton::clicked, this, [this] { Q_EMIT removeWanted(m_line.id); });
    connect(m_post, &WordsButton::clicked, this, [this] { Q_EMIT postWanted(m_line.id); });
    connect(m_text, &PostTextEdit::sendWanted, this, [this] { m_post->click(); });
    connect(m_skip, &WordsButton::clicked, this,
        [this] { Q_EMIT skipWanted(m_line.id, m_line.state != ScriptLine::State::Skipped); });
    connect(m_isThere, &WordsButton::clicked, this, [this] { Q_EMIT settled(m_line.id, true); });
    connect(
        m_isNotThere, &WordsButton::clicked, this, [this] { Q_EMIT settled(m_line.id, false); });
}

void ScriptCard::edit(const std::function<void(ScriptLine&)>& change)
{
    if (m_isShowing)
        return;
    change(m_line);
    Q_EMIT changed(m_line);
}

void ScriptCard::setLine(const HostScript& script, size_t index, Timestamp now,
    const PostLimits& limits, std::optional<int> remaining)
{
    m_isShowing = true;
    const ScriptLine& line = script.lines[index];
    if (m_text->toPlainText() != line.text)
        m_text->showText(line.text);
    m_media->setMedia(line.media, limits);
    m_media->setVisible(!line.media.empty());
    m_hasOwnGap->setChecked(line.after.has_value());
    const Millis gap = line.after.value_or(index == 0 ? Millis(0) : script.spacing);
    m_gap->setValue(int(std::chrono::duration_cast<std::chrono::minutes>(gap).count()));
    m_gap->setEnabled(line.after.has_value());
    m_kind->setCurrentIndex(int(line.kind));
    m_earlier->setEnabled(index > 0);
    m_later->setEnabled(index + 1 < script.lines.size());
    m_isShowing = false;
    refresh(script, index, now, remaining);
}

void ScriptCard::refresh(
    const HostScript& script, size_t index, Timestamp now, std::optional<int> remaining)
{
    m_line = script.lines[index];
    const QString title = lineTitle(m_line);
    const bool isQuestion = m_line.kind == ScriptLine::Kind::Question;
    m_title->setText(title);
    m_title->setVisible(isQuestion);
    m_state->setText(lineStateText(script, index, now));
    const bool isOpen
        = m_line.state == ScriptLine::State::Waiting || m_line.state == ScriptLine::State::Skipped;
    const bool isUnsure = m_line.state == ScriptLine::State::HandingOver;
    m_text->setReadOnly(!isOpen);
    m_text->setPlaceholderText(isQuestion
            ? tr("The question, without “Q%1” and without the tag").arg(m_line.number)
            : tr("What you want to say, without the tag"));
    m_text->setAccessibleName(tr("Words of %1").arg(title));
    for (QWidget* part : {static_cast<QWidget*>(m_kind), static_cast<QWidget*>(m_picture),
             static_cast<QWidget*>(m_remove), static_cast<QWidget*>(m_earlier),
             static_cast<QWidget*>(m_later), m_hasOwnGap->parentWidget(),
             static_cast<QWidget*>(m_post), static_cast<QWidget*>(m_skip)})
        part->setVisible(isOpen);
    m_isThere->setVisible(isUnsure);
    m_isNotThere->setVisible(isUnsure);
    m_post->setAccessibleName(tr("Post %1 now").arg(title));
    m_skip->setWords(m_line.state == ScriptLine::State::Skipped ? tr("Do not skip") : tr("Skip"));
    m_count->setVisible(isOpen && remaining.has_value());
    if (remaining) {
        m_count->setText(*remaining < 0 ? tr("%n too long", nullptr, -*remaining)
                                        : tr("%n left", nullptr, *remaining));
        m_count->setInk(*remaining < 0 ? m_style.tokens.danger : m_style.tokens.textSecond);
    }
    setAccessibleName(title);
    update();
}

QString ScriptCard::state() const
{
    return m_state->text();
}

void ScriptCard::setTroubleText(const QString& sentence)
{
    m_trouble->setText(sentence);
    m_trouble->setVisible(!sentence.isEmpty());
}

void ScriptCard::setStyleTokens(const Style& style)
{
    m_style = style;
    m_kind->setStyleTokens(style);
    m_text->setStyleTokens(style);
    m_media->setStyleTokens(style);
    m_hasOwnGap->setStyleTokens(style);
    m_title->setFont(style.name);
    m_title->setInk(style.tokens.question);
    for (WrapLabel* label : {m_state, m_count}) {
        label->setFont(style.meta);
        label->setInk(style.tokens.textSecond);
    }
    m_trouble->setFont(style.meta);
    m_trouble->setInk(style.tokens.danger);
    for (IconButton* button : {m_picture, m_earlier, m_later, m_remove})
        button->setStyleTokens(style);
    for (WordsButton* button : {m_post, m_skip, m_isThere, m_isNotThere})
        button->setStyleTokens(style);
    update();
}

void ScriptCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isQuestion
        = m_line.kind == ScriptLine::Kind::Question && m_line.state == ScriptLine::State::Waiting;
    painter.setPen(m_style.tokens.line);
    painter.setBrush(isQuestion ? m_style.tokens.questionFill : m_style.tokens.card);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

} // namespace staffroom
