#include "ui/takeaway/recap_dialog.h"

#include "core/base/whole_file.h"
#include "core/room/room.h"
#include "ui/base/scroll_page.h"
#include "ui/takeaway/recap_pages.h"
#include "ui/takeaway/recap_preview.h"
#include "ui/takeaway/room_recap.h"
#include "ui/takeaway/takeaway_words.h"

#include <QBuffer>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenu>
#include <QPdfWriter>
#include <QPrintDialog>
#include <QPrinter>
#include <QPushButton>
#include <QStandardPaths>
#include <QThreadPool>
#include <QVBoxLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kPreviewUpTo = 1.5; ///< text scale

/// One or many, as they are said.
QString counted(int count, const QString& one, const QString& many)
{
    return count == 1 ? one : many;
}

QString endingOf(RecapFormat format)
{
    switch (format) {
    case RecapFormat::Html:
        return u"html"_s;
    case RecapFormat::Markdown:
        return u"md"_s;
    case RecapFormat::Csv:
        return u"csv"_s;
    case RecapFormat::Json:
        return u"json"_s;
    }
    return {};
}

Result<Done> writePdf(const QString& file, const Recap& recap, const RecapWords& words)
{
    QBuffer bytes;
    bytes.open(QIODevice::WriteOnly);
    QPdfWriter writer(&bytes);
    writer.setTitle(recap.title);
    writer.setCreator(u"Staffroom"_s);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF());
    writer.setResolution(300);
    if (!paintRecap(writer, recap, words))
        return fail(Error::Kind::Storage, u"the pages could not be drawn"_s, file);
    return writeWholeFile(file, bytes.data());
}

} // namespace

RecapDialog::RecapDialog(std::shared_ptr<Room> room, const Style& style, QWidget* parent)
    : PlainDialog(tr("Recap"), style, parent)
    , m_room(std::move(room))
    , m_page(new ScrollPage(this))
    , m_summary(plainLabel({}, this))
    , m_preview(new RecapPreview(this))
    , m_withoutNames(new TickBox(tr("Without names"), this))
    , m_onlyStarred(new TickBox(tr("Only the answers I starred"), this))
    , m_withTalk(new TickBox(tr("With greetings and side talk"), this))
    , m_oneSheet(new TickBox(tr("On one sheet of paper"), this))
    , m_sentence(new SentenceLabel(this))
{
    m_summary->setWordWrap(true);
    m_withTalk->setChecked(true);
    m_oneSheet->setToolTip(
        tr("For a colleague: each question with its best answers, as many as fit"));
    auto* left = new QVBoxLayout(m_page->page());
    left->setContentsMargins(0, 0, 12, 0);
    left->setSpacing(8);
    left->addWidget(m_summary);
    for (TickBox* box : {m_withoutNames, m_onlyStarred, m_withTalk, m_oneSheet}) {
        box->setWraps(true);
        left->addWidget(box);
        connect(box, &TickBox::toggled, this, &RecapDialog::refresh);
    }
    auto* note = plainLabel(
        tr("Left out always: what was deleted, is not public, or was hidden. Nicknames inside a "
           "text cannot be known; read it once before you pass it on."),
        this);
    note->setObjectName(u"second"_s);
    note->setWordWrap(true);
    left->addWidget(note);
    left->addStretch(1);
    auto* sides = new QHBoxLayout;
    sides->setSpacing(16);
    sides->addWidget(m_page, 1);
    sides->addWidget(m_preview, 1);
    body()->addLayout(sides, 1);
    body()->addWidget(m_sentence);

    auto* save = addButton(tr("Save"), true);
    auto* formats = new QMenu(save);
    const auto offer = [&](const QString& text, RecapFormat format) {
        connect(formats->addAction(text), &QAction::triggered, this,
            [this, format] { this->save(format); });
    };
    offer(tr("Web page (HTML)"), RecapFormat::Html);
    offer(tr("Text (Markdown)"), RecapFormat::Markdown);
    offer(tr("Table (CSV)"), RecapFormat::Csv);
    offer(tr("Data (JSON)"), RecapFormat::Json);
    connect(
        formats->addAction(tr("Paper (PDF)")), &QAction::triggered, this, &RecapDialog::savePdf);
    save->setMenu(formats);
    auto* print = addButton(tr("Print"), false);
    connect(print, &QPushButton::clicked, this, &RecapDialog::print);
    auto* close = addButton(tr("Close"), false);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    setStyleTokens(style);
    resize(720, 560);
    refresh();
}

RecapDialog::~RecapDialog() = default;

void RecapDialog::setStyleTokens(const Style& style)
{
    PlainDialog::setStyleTokens(style);
    m_page->setStyleTokens(style);
    m_preview->setStyleTokens(style);
    // Large words need the room more than a picture of small ones.
    m_preview->setVisible(style.textScale <= kPreviewUpTo);
    QPalette second = style.palette();
    second.setColor(QPalette::WindowText, style.tokens.textSecond);
    for (auto* label : findChildren<QLabel*>(u"second"_s)) {
        label->setPalette(second);
        label->setFont(style.meta);
    }
}

RecapChoice RecapDialog::choice() const
{
    RecapChoice out;
    out.withoutNames = m_withoutNames->isChecked();
    out.onlyStarred = m_onlyStarred->isChecked();
    out.withUnplaced = m_withTalk->isChecked();
    out.zone = QTimeZone::systemTimeZone();
    return out;
}

Recap RecapDialog::recap() const
{
    return makeRecap(recapSourceOf(*m_room), choice(), recapWords());
}

Recap RecapDialog::printed() const
{
    Recap out = recap();
    if (!m_oneSheet->isChecked())
        return out;
    const QSizeF page = QPageSize::size(QPageSize::A4, QPageSize::Point);
    return onOneSheet(out, recapWords(), page * 300 / 72, 300);
}

void RecapDialog::refresh()
{
    const Recap out = printed();
    m_preview->setRecap(out);
    const Recap whole = recap();
    int answers = 0;
    for (const RecapQuestion& question : whole.questions)
        answers += int(question.answers.size());
    const int questions = int(whole.questions.size());
    const int people = int(whole.people.size());
    const int links = int(whole.links.size());
    m_summary->setText(
        tr("%1, %2, %3, %4", "questions, answers, people, links")
            .arg(counted(questions, tr("1 question"), tr("%n questions", nullptr, questions)),
                counted(answers, tr("1 answer"), tr("%n answers", nullptr, answers)),
                counted(people, tr("1 person"), tr("%n people", nullptr, people)),
                counted(links, tr("1 link"), tr("%n links", nullptr, links))));
}

QString RecapDialog::summary() const
{
    return m_summary->text();
}

QString RecapDialog::sentence() const
{
    return m_sentence->text();
}

QString RecapDialog::suggestedName(const QString& ending) const
{
    const RoomSetup& setup = m_room->setup();
    const Timestamp day = setup.begin.value_or(m_room->now());
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    // A hashtag holds letters, digits and the underscore only: it is safe in a file's name.
    return QDir(folder).filePath(setup.hashtag + u'-'
        + toDateTime(day).toLocalTime().toString(u"yyyy-MM-dd"_s) + u'.' + ending);
}

void RecapDialog::askForFile(const QString& ending, std::function<void(const QString&)> then)
{
    auto* dialog = new QFileDialog(this, tr("Save the recap"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(ending);
    const QFileInfo suggested(suggestedName(ending));
    dialog->setDirectory(suggested.absolutePath());
    dialog->selectFile(suggested.fileName());
    connect(dialog, &QFileDialog::fileSelected, this, then);
    dialog->open();
}

void RecapDialog::save(RecapFormat format)
{
    askForFile(endingOf(format), [this, format](const QString& file) { saveTo(format, file); });
}

void RecapDialog::saveTo(RecapFormat format, const QString& file)
{
    m_sentence->say(tr("Writing …"), false);
    m_writing = runInPool(
        *QThreadPool::globalInstance(), [file, format, recap = recap(), words = recapWords()] {
            return writeWholeFile(file, writeRecap(recap, format, words));
        }).then(this, [this, file](const Result<Done>& done) { tell(done, file); });
}

void RecapDialog::savePdf()
{
    askForFile(u"pdf"_s, [this](const QString& file) { savePdfTo(file); });
}

void RecapDialog::savePdfTo(const QString& file)
{
    m_sentence->say(tr("Writing …"), false);
    m_writing = runInPool(
        *QThreadPool::globalInstance(), [file, recap = printed(), words = recapWords()] {
            return writePdf(file, recap, words);
        }).then(this, [this, file](const Result<Done>& done) { tell(done, file); });
}

void RecapDialog::tell(const Result<Done>& done, const QString& file)
{
    if (done)
        m_sentence->say(tr("Saved as %1.").arg(QDir::toNativeSeparators(file)), false);
    else
        m_sentence->say(tr("The recap could not be written (%1). Choose another folder; nothing "
                           "was changed.")
                            .arg(done.error().detail),
            true);
}

void RecapDialog::print()
{
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    printer->setDocName(m_room->setup().hashtag);
    printer->setPageMargins(QMarginsF());
    auto* dialog = new QPrintDialog(printer.get(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, printer] {
        if (paintRecap(*printer, printed(), recapWords()))
            m_sentence->say(tr("Handed to the printer."), false);
        else
            m_sentence->say(tr("The printer did not take it. Save a PDF instead."), true);
    });
    // The printer lives as long as the dialog asks it.
    connect(dialog, &QObject::destroyed, this, [printer] {});
    dialog->open();
}

} // namespace staffroom
