#include "ui/dialogs/add_column_dialog.h"

#include "core/accounts/account_book.h"
#include "core/deck/settings.h"
#include "core/services/service_registry.h"
#include "ui/base/spoken_text.h"
#include "ui/base/state_text.h"
#include "ui/columns/column_notice.h"
#include "ui/columns/icon_button.h"
#include "ui/columns/thin_scroll_bar.h"
#include "ui/dialogs/form_parts.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr Millis kPreviewPause{400};
constexpr int kKindsInRow = 3;
} // namespace

AddColumnDialog::AddColumnDialog(const ShellContext& context, const Style& style, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_style(style)
    , m_check(new ServerCheck(*context.services, context.accounts, *context.clock, this))
    , m_title(plainLabel(tr("Add column"), this))
    , m_hint(plainLabel({}, this))
    , m_serverLabel(plainLabel(tr("Account or server"), this))
    , m_server(new ComboField(this))
    , m_serverSentence(new SentenceLabel(this))
    , m_add(new QPushButton(tr("Add column"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_previewTitle(plainLabel(tr("Newest posts"), this))
    , m_view(new FeedView({context.images, context.clock}, this))
    , m_bar(new ThinScrollBar(Qt::Vertical, m_view))
    , m_notice(new ColumnNotice(this))
    , m_pause(context.clock->createTimer([this] { showPreview(m_wished); }))
{
    setWindowTitle(tr("Add column"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_hint->setWordWrap(true);

    auto* kinds = new QGridLayout;
    kinds->setSpacing(4);
    for (const ColumnType& type : context.columns->types()) {
        auto* button = new IconButton(type.icon, type.title, this);
        button->setCaption(type.title);
        button->setCheckable(true);
        const int index = int(m_kinds.size());
        kinds->addWidget(button, index / kKindsInRow, index % kKindsInRow);
        m_kinds.push_back(button);
        connect(button, &IconButton::clicked, this, [this, kind = type.kind] { choose(kind); });
    }

    m_server->setEditable(true);
    m_server->setInsertPolicy(QComboBox::NoInsert);
    m_server->setAccessibleName(tr("Account or server"));
    m_server->lineEdit()->setPlaceholderText(tr("mastodon.social, or practice"));
    m_serverLabel->setBuddy(m_server);
    const QStringList remembered = context.settings->texts(Setting::RememberedServers);
    QStringList handles;
    if (context.accounts) {
        for (const Account& account : context.accounts->accounts())
            handles << account.source.account;
    }
    fillServers(*m_server, *context.services, remembered, handles);
    m_server->setCurrentIndex(0);

    m_form = new QVBoxLayout;
    m_form->setSpacing(4);
    m_form->addWidget(m_title);
    m_form->addSpacing(6);
    m_form->addLayout(kinds);
    m_form->addWidget(m_hint);
    m_form->addSpacing(8);
    // The fields of the kind stand here.
    m_form->addWidget(m_serverLabel);
    m_form->addWidget(m_server);
    m_form->addWidget(m_serverSentence);
    m_form->addStretch(1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_add);
    m_form->addLayout(buttons);
    m_add->setProperty("primary", true);
    m_add->setDefault(true);
    m_cancel->setAutoDefault(false);
    m_add->setAccessibleName(m_add->text());
    m_cancel->setAccessibleName(m_cancel->text());

    auto* previewBox = new QVBoxLayout;
    previewBox->setSpacing(8);
    previewBox->addWidget(m_previewTitle);
    auto* stack = new QGridLayout;
    stack->addWidget(m_view, 0, 0);
    stack->addWidget(m_notice, 0, 0);
    previewBox->addLayout(stack, 1);
    m_view->setMinimumWidth(320);
    m_view->setVerticalScrollBar(m_bar);
    m_view->setAccessibleName(tr("Preview: newest posts"));

    auto* whole = new QHBoxLayout(this);
    whole->setContentsMargins(20, 18, 20, 18);
    whole->setSpacing(20);
    whole->addLayout(m_form, 5);
    whole->addLayout(previewBox, 5);

    connect(m_server, &QComboBox::editTextChanged, this, &AddColumnDialog::look);
    connect(m_check, &ServerCheck::changed, this, &AddColumnDialog::look);
    connect(m_add, &QPushButton::clicked, this, &AddColumnDialog::press);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    choose(FeedSpec::Kind::Hashtag);
    setStyleTokens(style);
    resize(int(760 * std::min(1.6, std::max(1.0, style.textScale))), 560);
}

AddColumnDialog::~AddColumnDialog()
{
    showPreview(std::nullopt);
}

void AddColumnDialog::choose(FeedSpec::Kind kind)
{
    const ColumnType* type = m_context.columns->find(kind);
    if (!type)
        return;
    m_type = type;
    const auto& types = m_context.columns->types();
    for (size_t i = 0; i < types.size(); ++i)
        m_kinds[i]->setChecked(types[i].kind == kind);
    m_hint->setText(type->hint);
    drawForm();
    look();
}

void AddColumnDialog::drawForm()
{
    delete m_fieldsBox;
    m_rows.clear();
    m_fieldsBox = new QWidget(this);
    auto* column = new QVBoxLayout(m_fieldsBox);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    QWidget* previous = m_kinds.back();
    for (const FieldSpec& spec : m_type->fields) {
        FieldRow row;
        row.spec = spec;
        if (spec.kind == FieldSpec::Kind::Check) {
            row.check = new QCheckBox(spec.label, m_fieldsBox);
            row.check->setAccessibleName(spec.label);
            column->addWidget(row.check);
            column->addSpacing(8);
            connect(row.check, &QCheckBox::toggled, this, &AddColumnDialog::look);
            setTabOrder(previous, row.check);
            previous = row.check;
        } else {
            auto* label = plainLabel(spec.label, m_fieldsBox);
            if (spec.kind == FieldSpec::Kind::OwnList) {
                row.list = new ComboField(m_fieldsBox);
                row.list->setEditable(true);
                row.list->setInsertPolicy(QComboBox::NoInsert);
                row.list->setAccessibleName(spec.label);
                row.edit = row.list->lineEdit();
                m_listsOf = {};
            } else {
                row.edit = new QLineEdit(m_fieldsBox);
            }
            row.edit->setPlaceholderText(spec.placeholder);
            row.edit->setAccessibleName(spec.label);
            row.edit->setMaxLength(500);
            label->setBuddy(row.edit);
            row.sentence = new SentenceLabel(m_fieldsBox);
            column->addWidget(label);
            column->addWidget(row.list ? static_cast<QWidget*>(row.list) : row.edit);
            column->addWidget(row.sentence);
            connect(row.edit, &QLineEdit::textEdited, this, [this, id = spec.id] {
                for (FieldRow& r : m_rows)
                    r.isTouched = r.isTouched || r.spec.id == id;
            });
            connect(row.edit, &QLineEdit::textChanged, this, &AddColumnDialog::look);
            setTabOrder(previous, row.edit);
            previous = row.edit;
        }
        m_rows.push_back(row);
    }
    setTabOrder(previous, m_server);
    setTabOrder(m_server, m_add);
    setTabOrder(m_add, m_cancel);
    setTabOrder(m_cancel, m_view);
    m_form->insertWidget(m_form->indexOf(m_serverLabel), m_fieldsBox);
    m_fieldsBox->setVisible(!m_rows.empty());
    if (!m_rows.empty() && m_rows.front().edit)
        m_rows.front().edit->setFocus();
    setStyleTokens(m_style);
}

FieldValues AddColumnDialog::values() const
{
    FieldValues out;
    for (const FieldRow& row : m_rows) {
        QString value;
        if (row.list) {
            const int known = row.list->findText(row.edit->text().trimmed(), Qt::MatchFixedString);
            value = known >= 0 ? row.list->itemData(known).toString() : row.edit->text();
        } else if (row.edit) {
            value = row.edit->text();
        } else if (row.check->isChecked()) {
            value = u"1"_s;
        }
        out.insert(row.spec.id, value);
    }
    return out;
}

void AddColumnDialog::look()
{
    // No server hears of us before the person has typed something to read there.
    m_isServerTouched = m_isServerTouched || m_server->currentIndex() != 0
        || m_server->currentText() != m_server->itemText(0);
    if (needsAccount() && !m_isServerTouched && !m_server->currentText().startsWith(u'@')) {
        // Only an account has such columns: offer the first one.
        for (int i = 0; i < m_server->count(); ++i) {
            if (m_server->itemText(i).startsWith(u'@')) {
                m_server->setCurrentIndex(i);
                break;
            }
        }
    }
    const bool isComplete = m_type->makeFeed(values(), Source()).has_value();
    m_check->setWish(
        isComplete || m_isServerTouched ? m_server->currentText() : QString(), m_type->kind);
    const auto& outcome = m_check->outcome();
    const bool isServerBad = outcome.verdict == ServerCheck::Verdict::Bad;
    m_serverSentence->say(outcome.sentence, isServerBad);
    setTrouble(*m_server, isServerBad);

    if (outcome.verdict == ServerCheck::Verdict::Good)
        askLists(outcome.source);
    const auto made = m_type->makeFeed(values(), outcome.source);
    for (FieldRow& row : m_rows) {
        if (!row.edit)
            continue;
        const bool isBad = !made && made.error().field == row.spec.id;
        // An empty field that nobody touched is not a mistake yet.
        const bool isTold = isBad && (row.isTouched || !row.edit->text().isEmpty());
        row.sentence->say(isBad && isTold ? made.error().sentence : QString(), isTold);
        setTrouble(*row.edit, isTold);
    }
    m_spec.reset();
    if (made && outcome.verdict == ServerCheck::Verdict::Good)
        m_spec = *made;
    const bool isWaiting = made && outcome.verdict == ServerCheck::Verdict::Checking;
    m_add->setEnabled(m_spec.has_value() || isWaiting);
    if (m_wished != m_spec) {
        m_wished = m_spec;
        m_pause->start(kPreviewPause);
        if (!m_spec)
            showPreview(std::nullopt);
    }
    showPreviewState();
    if (m_addWhenChecked && !isWaiting) {
        m_addWhenChecked = false;
        if (m_spec)
            press();
    }
}

void AddColumnDialog::press()
{
    if (!m_spec) {
        m_addWhenChecked = true;
        m_check->checkNow();
        return;
    }
    const FeedSpec spec = *m_spec;
    QString title;
    for (const FieldRow& row : m_rows) {
        const bool isNamed = row.list && row.edit->text().trimmed() != spec.target;
        if (isNamed)
            title = row.edit->text().trimmed();
    }
    m_context.settings->rememberServer(spec.source.server);
    accept();
    Q_EMIT chosen(spec, title);
}

bool AddColumnDialog::needsAccount() const
{
    return m_type->needsAccount;
}

/// The account's own lists, by name, once for each account.
void AddColumnDialog::askLists(const Source& source)
{
    const auto row = std::find_if(
        m_rows.begin(), m_rows.end(), [](const FieldRow& r) { return r.list != nullptr; });
    if (row == m_rows.end() || m_listsOf == source)
        return;
    m_listsOf = source;
    ServiceClient* client = m_context.hub->client(source);
    if (!client)
        return;
    m_askingLists = client->lists().then(this, [this](const Result<std::vector<ListInfo>>& lists) {
        for (FieldRow& r : m_rows) {
            if (!r.list || !lists)
                continue;
            const QString typed = r.edit->text();
            r.list->clear();
            for (const ListInfo& list : *lists)
                r.list->addItem(list.title, list.id);
            if (!typed.isEmpty() || lists->empty())
                r.edit->setText(typed);
        }
        look();
    });
}

void AddColumnDialog::showPreview(const std::optional<FeedSpec>& spec)
{
    if (!spec && !m_feed)
        return;
    if (m_feed) {
        m_feed->removeViewer();
        m_feed->disconnect(this);
        m_view->setFeedModel(nullptr);
        m_model.reset();
        m_feed.reset();
    }
    if (spec) {
        m_feed = m_context.hub->feed(*spec);
        m_feed->addViewer();
        m_model = std::make_unique<FeedModel>(
            m_feed, FeedOrder::NewestFirst, spokenText(*m_context.clock));
        m_view->setQuietTags(spec->tags);
        m_view->setFeedModel(m_model.get());
        for (const auto signal : {&Feed::stateChanged, &Feed::reset})
            connect(m_feed.get(), signal, this, &AddColumnDialog::showPreviewState);
        connect(m_feed.get(), &Feed::inserted, this, &AddColumnDialog::showPreviewState);
    }
    showPreviewState();
}

void AddColumnDialog::showPreviewState()
{
    if (!m_feed) {
        m_notice->showMessage("chat"_L1, tr("The newest posts appear here as you type."), {});
        return;
    }
    const FeedState& state = m_feed->state();
    const bool hasPosts = !m_feed->entries().empty();
    m_notice->setVisible(!hasPosts);
    if (hasPosts)
        return;
    const QString sentence = stateSentence(state, m_context.clock->now());
    if (state.kind == FeedState::Kind::Loading)
        m_notice->showLoading(sentence);
    else if (stateIsTrouble(state))
        m_notice->showMessage("warning"_L1, sentence, {});
    else
        m_notice->showMessage(
            "chat"_L1, tr("Nothing has been posted here lately. Check the spelling."), {});
    // What only the feed itself can know belongs beside the field that caused it.
    if (state.kind == FeedState::Kind::NeedsLogin) {
        m_serverSentence->say(tr("%1 shows this to signed-in people only. Choose another server.")
                                  .arg(sourceLabel(m_feed->spec().source)),
            true);
        setTrouble(*m_server, true);
    }
    const bool isNobody = state.kind == FeedState::Kind::Failed
        && state.error.kind == Error::Kind::NotFound && m_type->kind == FeedSpec::Kind::User;
    if (isNobody && !m_rows.empty())
        m_rows.front().sentence->say(
            tr("%1 knows nobody called %2. Check the spelling.")
                .arg(sourceLabel(m_feed->spec().source), m_feed->spec().target),
            true);
}

void AddColumnDialog::setSpec(const FeedSpec& spec)
{
    choose(spec.kind);
    const FieldValues values = m_type->valuesOf(spec);
    for (FieldRow& row : m_rows) {
        if (row.edit)
            row.edit->setText(values.value(row.spec.id));
        else
            row.check->setChecked(!values.value(row.spec.id).isEmpty());
    }
    m_server->setEditText(!spec.source.account.isEmpty() ? u'@' + spec.source.account
            : spec.source.server.isEmpty()               ? spec.source.text()
                                                         : spec.source.label());
}

void AddColumnDialog::setStyleTokens(const Style& style)
{
    m_style = style;
    setPalette(style.palette());
    setStyleSheet(controlSheet(style));
    setFont(style.body);
    QFont title = style.name;
    title.setPointSizeF(style.body.pointSizeF() * 1.3);
    m_title->setFont(title);
    m_hint->setFont(style.meta);
    m_previewTitle->setFont(style.name);
    QPalette second = style.palette();
    second.setColor(QPalette::WindowText, style.tokens.textSecond);
    m_hint->setPalette(second);
    for (auto* button : m_kinds) {
        button->setStyleTokens(style);
        button->setMinimumHeight(34);
    }
    for (FieldRow& row : m_rows) {
        if (row.sentence)
            row.sentence->setStyleTokens(style);
        if (row.list)
            row.list->setStyleTokens(style);
    }
    m_server->setStyleTokens(style);
    m_serverSentence->setStyleTokens(style);
    m_view->setStyleTokens(style);
    m_bar->setStyleTokens(style);
    m_notice->setStyleTokens(style);
}

QString AddColumnDialog::sentenceOf(const QString& id) const
{
    if (id == "server"_L1)
        return m_serverSentence->text();
    for (const FieldRow& row : m_rows) {
        if (row.spec.id == id && row.sentence)
            return row.sentence->text();
    }
    return {};
}

bool AddColumnDialog::canAdd() const
{
    return m_add->isEnabled();
}

QLineEdit* AddColumnDialog::field(const QString& id) const
{
    for (const FieldRow& row : m_rows) {
        if (row.spec.id == id)
            return row.edit;
    }
    return nullptr;
}

QComboBox* AddColumnDialog::serverField() const
{
    return m_server;
}

} // namespace staffroom
