#include "ui/compose/emoji_picker.h"

#include "core/media/image_repository.h"
#include "ui/base/form_controls.h"
#include "ui/base/thin_scroll_bar.h"
#include "ui/compose/field_sheet.h"

#include <QAbstractListModel>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kRecent = 24;
constexpr int kAll = -2;
constexpr int kLately = -3;
} // namespace

class EmojiPicker::Model : public QAbstractListModel {
public:
    std::vector<EmojiEntry> rows;

    int rowCount(const QModelIndex& parent) const override
    {
        return parent.isValid() ? 0 : int(rows.size());
    }
    QVariant data(const QModelIndex& index, int role) const override
    {
        const EmojiEntry& row = rows[size_t(index.row())];
        if (role == Qt::DisplayRole)
            return row.text;
        if (role == Qt::AccessibleTextRole)
            return row.name;
        if (role == Qt::ToolTipRole)
            return row.name.toHtmlEscaped();
        return {};
    }
    void set(std::vector<EmojiEntry> entries)
    {
        beginResetModel();
        rows = std::move(entries);
        endResetModel();
    }
};

class EmojiPicker::Painter : public QStyledItemDelegate {
public:
    explicit Painter(EmojiPicker& picker)
        : m_picker(picker)
    {
    }
    int side() const { return int(36 * std::min(m_picker.m_style.textScale, 1.75)); }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {side(), side()};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override
    {
        const auto& t = m_picker.m_style.tokens;
        const EmojiEntry& row = m_picker.m_model->rows[size_t(index.row())];
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter->setPen(QPen(t.accent, 2));
            painter->setBrush(t.accentSoft);
            painter->drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 6, 6);
        }
        const QRect box = option.rect.adjusted(6, 6, -6, -6);
        const QUrl picture = m_picker.m_pictures.value(row.text);
        bool isDrawn = false;
        if (!picture.isEmpty() && m_picker.m_images != nullptr) {
            const auto found = m_picker.m_images->image({picture,
                box.size() * m_picker.devicePixelRatioF(), ImageKey::Shape::Rectangle, false, 0});
            if (found.status == ImageRepository::Status::Ready) {
                QSizeF size = found.image.size();
                size.scale(box.size(), Qt::KeepAspectRatio);
                QRectF at(QPointF(0, 0), size);
                at.moveCenter(QRectF(box).center());
                painter->drawImage(at, found.image);
                isDrawn = true;
            }
        }
        if (!isDrawn) {
            QFont font = m_picker.m_style.body;
            if (row.group >= 0)
                font.setPixelSize(int(box.height() * 0.85));
            painter->setFont(font);
            painter->setPen(t.text);
            painter->drawText(option.rect, Qt::AlignCenter,
                row.group >= 0
                    ? row.text
                    : QFontMetrics(font).elidedText(row.name, Qt::ElideRight, box.width()));
        }
        painter->restore();
    }

private:
    EmojiPicker& m_picker;
};

EmojiPicker::EmojiPicker(ImageRepository* images, QWidget* parent)
    : QFrame(parent)
    , m_images(images)
    , m_model(std::make_unique<Model>())
    , m_painter(std::make_unique<Painter>(*this))
    , m_search(new QLineEdit(this))
    , m_group(new ComboField(this))
    , m_grid(new QListView(this))
    , m_name(plainLabel({}, this))
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    setObjectName(u"emojiPicker"_s);
    setAccessibleName(tr("Emoji"));
    m_search->setPlaceholderText(tr("Search by name"));
    m_search->setAccessibleName(tr("Search emoji by name"));
    m_group->setAccessibleName(tr("Group of emoji"));
    m_grid->setAccessibleName(tr("Emoji"));
    m_grid->setModel(m_model.get());
    m_grid->setItemDelegate(m_painter.get());
    m_grid->setViewMode(QListView::IconMode);
    m_grid->setMovement(QListView::Static);
    m_grid->setResizeMode(QListView::Adjust);
    m_grid->setUniformItemSizes(true);
    m_grid->setFrameShape(QFrame::NoFrame);
    m_grid->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_grid->setVerticalScrollBar(new ThinScrollBar(Qt::Vertical, m_grid));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    column->addWidget(m_search);
    column->addWidget(m_group);
    column->addWidget(m_grid, 1);
    column->addWidget(m_name);
    connect(m_search, &QLineEdit::textChanged, this, &EmojiPicker::fill);
    connect(m_group, &QComboBox::currentIndexChanged, this, &EmojiPicker::fill);
    connect(m_grid, &QListView::clicked, this, [this](const QModelIndex& i) { pick(i.row()); });
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentChanged, this,
        &EmojiPicker::tellName);
    if (images != nullptr) {
        connect(
            images, &ImageRepository::arrived, m_grid->viewport(), qOverload<>(&QWidget::update));
    }
    m_search->installEventFilter(this);
    m_grid->installEventFilter(this);
    // Going on elsewhere closes it; the list of groups is a window of its own.
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, const QWidget* now) {
        if (isVisible() && now != nullptr && now->window() == window() && now != m_opener
            && now != this && !isAncestorOf(now))
            hide();
    });
    fillGroups();
    hide();
}

EmojiPicker::~EmojiPicker()
{
    m_grid->setModel(nullptr); // the model goes before the view does
}

const std::vector<EmojiEntry>& EmojiPicker::shown() const
{
    return m_model->rows;
}

void EmojiPicker::setOwnEmoji(const std::vector<EmojiInfo>& emoji, const QString& server)
{
    m_own.clear();
    m_pictures.clear();
    m_server = server;
    for (const auto& info : emoji) {
        const QString code = u':' + info.shortcode + u':';
        m_own.push_back({code, info.shortcode, -1});
        m_pictures.insert(code, info.picture);
    }
    fillGroups();
}

void EmojiPicker::setRecent(const QStringList& texts)
{
    m_recent = texts.mid(0, kRecent);
    fillGroups();
}

void EmojiPicker::fillGroups()
{
    {
        const QSignalBlocker quiet(m_group);
        const int chosen = m_group->count() > 0 ? m_group->currentData().toInt() : kAll;
        m_group->clear();
        m_group->addItem(tr("All"), kAll);
        if (!m_recent.isEmpty())
            m_group->addItem(tr("Used lately"), kLately);
        if (!m_own.empty())
            m_group->addItem(tr("Of %1").arg(m_server), -1);
        for (int i = 0; i < emojiGroups().size(); ++i)
            m_group->addItem(emojiGroups()[i], i);
        m_group->setCurrentIndex(std::max(0, m_group->findData(chosen)));
    }
    fill();
}

void EmojiPicker::fill()
{
    const int group = m_group->currentData().toInt();
    const QString typed = m_search->text().trimmed();
    std::vector<EmojiEntry> rows;
    const auto add = [&](const EmojiEntry& entry) {
        if (matchesEmoji(entry, typed))
            rows.push_back(entry);
    };
    const bool listsRecent = group == kLately || (group == kAll && typed.isEmpty());
    if (listsRecent) {
        for (const QString& text : m_recent) {
            for (const auto* table : {&std::as_const(m_own), &emojiTable()}) {
                const auto it = std::find_if(table->begin(), table->end(),
                    [&](const EmojiEntry& entry) { return entry.text == text; });
                if (it != table->end())
                    add(*it);
            }
        }
    }
    if (group == -1 || group == kAll) {
        for (const auto& entry : m_own)
            add(entry);
    }
    if (group >= 0 || group == kAll) {
        for (const auto& entry : emojiTable()) {
            if (group == kAll || entry.group == group)
                add(entry);
        }
    }
    m_model->set(std::move(rows));
    m_grid->setCurrentIndex(m_model->index(0, 0));
    tellName();
}

void EmojiPicker::tellName()
{
    const int row = m_grid->currentIndex().row();
    const bool isThere = row >= 0 && row < int(m_model->rows.size());
    m_name->setText(isThere ? m_model->rows[size_t(row)].name : tr("No emoji of that name"));
}

void EmojiPicker::pick(int row)
{
    if (row < 0 || row >= int(m_model->rows.size()))
        return;
    const QString text = m_model->rows[size_t(row)].text;
    m_recent.removeAll(text);
    m_recent.prepend(text);
    m_recent = m_recent.mid(0, kRecent);
    Q_EMIT recentChanged(m_recent);
    Q_EMIT picked(text);
    close();
}

void EmojiPicker::close()
{
    hide();
    m_search->clear();
    fillGroups();
    Q_EMIT closed();
}

void EmojiPicker::openAt(const QRect& anchor)
{
    const QWidget* ground = parentWidget();
    const int side = m_painter->side();
    const int width = std::min(8 * side + 32, ground->width() - 16);
    const int height = std::min(int(240 + 100 * m_style.textScale), ground->height() - 16);
    const int x = std::clamp(anchor.left(), 8, std::max(8, ground->width() - width - 8));
    const int below = anchor.bottom() + 4;
    const int y
        = below + height <= ground->height() - 8 ? below : std::max(8, anchor.top() - 4 - height);
    setGeometry(x, y, width, height);
    raise();
    show();
    m_search->setFocus(Qt::PopupFocusReason);
}

void EmojiPicker::setStyleTokens(const Style& style)
{
    m_style = style;
    const auto& t = style.tokens;
    setStyleSheet(fieldSheet(style)
        + u"QFrame#emojiPicker { background: %1; border: 1px solid %2; border-radius: 8px; }"
          "QListView { background: transparent; border: none; } QLabel { color: %3; }"_s.arg(
              t.raised.name(), t.textSecond.name(), t.textSecond.name()));
    m_search->setFont(style.body);
    m_group->setFont(style.body);
    m_group->setStyleTokens(style);
    m_name->setFont(style.meta);
    static_cast<ThinScrollBar*>(m_grid->verticalScrollBar())->setStyleTokens(style);
    m_grid->setGridSize({m_painter->side(), m_painter->side()});
}

bool EmojiPicker::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            pick(m_grid->currentIndex().row());
            return true;
        }
        if (watched == m_search && key->key() == Qt::Key_Down) {
            m_grid->setFocus(Qt::TabFocusReason);
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void EmojiPicker::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        close();
        return;
    }
    QFrame::keyPressEvent(event);
}

} // namespace staffroom
