#include "ui/compose/completion_list.h"

#include "core/media/image_repository.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

class CompletionList::Model : public QAbstractListModel {
public:
    std::vector<Completion> rows;

    int rowCount(const QModelIndex& parent) const override
    {
        return parent.isValid() ? 0 : int(rows.size());
    }
    QVariant data(const QModelIndex& index, int role) const override
    {
        const Completion& row = rows[size_t(index.row())];
        if (role == Qt::DisplayRole)
            return row.title;
        if (role == Qt::AccessibleTextRole)
            return row.detail.isEmpty() ? row.title : row.title + u", "_s + row.detail;
        return {};
    }
    void set(std::vector<Completion> completions)
    {
        beginResetModel();
        rows = std::move(completions);
        endResetModel();
    }
};

class CompletionList::Painter : public QStyledItemDelegate {
public:
    Painter(CompletionList& list, ImageRepository* images)
        : m_list(list)
        , m_images(images)
    {
    }
    int rowHeight() const
    {
        const Style& style = m_list.m_style;
        return QFontMetrics(style.body).height() + QFontMetrics(style.meta).height() + 8;
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {200, rowHeight()};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override
    {
        const Style& style = m_list.m_style;
        const auto& t = style.tokens;
        const Completion& row = m_list.m_model->rows[size_t(index.row())];
        const bool isMirrored = option.direction == Qt::RightToLeft;
        const QRect box = option.rect;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter->setPen(
                style.scheme == Scheme::HighContrast ? QPen(t.accent, 1) : QPen(Qt::NoPen));
            painter->setBrush(t.accentSoft);
            painter->drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        }
        const int side = std::min(rowHeight() - 12, 36);
        const int pictureX = isMirrored ? box.right() - 7 - side : box.left() + 8;
        const QRect picture(pictureX, box.top() + (box.height() - side) / 2, side, side);
        drawPicture(painter, row, picture);
        const int start = 8 + side + 8;
        const int room = box.width() - start - 8;
        const QRect words(isMirrored ? box.left() + 8 : box.left() + start, box.top() + 4, room,
            box.height() - 8);
        const auto align = Qt::AlignAbsolute | (isMirrored ? Qt::AlignRight : Qt::AlignLeft);
        painter->setPen(t.text);
        painter->setFont(style.body);
        const QFontMetrics body(style.body);
        const QString title = body.elidedText(row.title, Qt::ElideRight, room);
        if (row.detail.isEmpty()) {
            painter->drawText(words, int(align | Qt::AlignVCenter), title);
        } else {
            painter->drawText(words, int(align | Qt::AlignTop), title);
            painter->setPen(t.textSecond);
            painter->setFont(style.meta);
            painter->drawText(words, int(align | Qt::AlignBottom),
                QFontMetrics(style.meta).elidedText(row.detail, Qt::ElideMiddle, room));
        }
        painter->restore();
    }

private:
    void drawPicture(QPainter* painter, const Completion& row, const QRect& box) const
    {
        const Style& style = m_list.m_style;
        if (m_images != nullptr && style.showImages && !row.picture.isEmpty()) {
            const qreal ratio = m_list.devicePixelRatioF();
            const bool isPerson = row.insert.startsWith(u'@');
            ImageKey key{row.picture, box.size() * ratio,
                isPerson ? ImageKey::Shape::Circle : ImageKey::Shape::Rectangle, isPerson, 0};
            const auto found = m_images->image(key);
            if (found.status == ImageRepository::Status::Ready) {
                painter->drawImage(box, found.image);
                return;
            }
        }
        painter->setFont(style.body);
        painter->setPen(style.tokens.textSecond);
        if (row.sign.isEmpty()) {
            painter->setBrush(style.tokens.well);
            painter->setPen(Qt::NoPen);
            painter->drawEllipse(box);
            painter->setPen(style.tokens.textSecond);
        }
        painter->drawText(
            box, Qt::AlignCenter, row.sign.isEmpty() ? row.title.left(1).toUpper() : row.sign);
    }

    CompletionList& m_list;
    ImageRepository* m_images;
};

CompletionList::CompletionList(ImageRepository* images, QWidget* parent)
    : QListView(parent)
    , m_model(std::make_unique<Model>())
    , m_painter(std::make_unique<Painter>(*this, images))
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    setAccessibleName(tr("Suggestions"));
    setFocusPolicy(Qt::NoFocus);
    setModel(m_model.get());
    setItemDelegate(m_painter.get());
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(SingleSelection);
    connect(this, &QListView::clicked, this, [this](const QModelIndex& index) {
        Q_EMIT chosen(Completion(m_model->rows[size_t(index.row())]));
    });
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, [this] { tell(); });
    if (images != nullptr)
        connect(images, &ImageRepository::arrived, viewport(), qOverload<>(&QWidget::update));
    hide();
}

CompletionList::~CompletionList()
{
    setModel(nullptr); // the model goes before the view's own parts do
}

const std::vector<Completion>& CompletionList::completions() const
{
    return m_model->rows;
}

void CompletionList::setStyleTokens(const Style& style)
{
    m_style = style;
    const auto& t = style.tokens;
    setStyleSheet(
        u"QListView { background: %1; border: 1px solid %2; border-radius: 8px; padding: 3px; }"_s
            .arg(t.raised.name(), t.textSecond.name()));
    doItemsLayout();
}

void CompletionList::offer(const std::vector<Completion>& completions, const QRect& anchor)
{
    if (completions.empty()) {
        hide();
        return;
    }
    if (completions != m_model->rows) {
        m_model->set(completions);
        setCurrentIndex(m_model->index(0));
    }
    const QWidget* ground = parentWidget();
    const int width = std::min(320 + int(80 * (m_style.textScale - 1)), ground->width() - 16);
    const int wanted = int(completions.size()) * m_painter->rowHeight() + 8;
    const int below = ground->height() - anchor.bottom() - 8;
    const int above = anchor.top() - 8;
    const bool goesUp = wanted > below && above > below;
    const int height
        = std::min(wanted, std::max(goesUp ? above : below, m_painter->rowHeight() + 8));
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const int x = std::clamp(isMirrored ? anchor.right() - width : anchor.left(), 8,
        std::max(8, ground->width() - width - 8));
    setGeometry(x, goesUp ? anchor.top() - height - 4 : anchor.bottom() + 4, width, height);
    raise();
    if (isVisible())
        return;
    show();
    tell();
}

void CompletionList::tell()
{
    const int row = currentIndex().row();
    if (row < 0)
        return;
    setAccessibleName(tr("Suggestion %1 of %2: %3")
                          .arg(row + 1)
                          .arg(m_model->rows.size())
                          .arg(currentIndex().data(Qt::AccessibleTextRole).toString()));
    if (!isVisible())
        return;
    // It never has the focus, so a screen reader has to be told.
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

bool CompletionList::takeKey(QKeyEvent* event)
{
    if (!isVisible() || m_model->rows.empty() || event->modifiers() & Qt::ControlModifier)
        return false;
    const int count = int(m_model->rows.size());
    const int row = currentIndex().row();
    switch (event->key()) {
    case Qt::Key_Down:
        setCurrentIndex(m_model->index((row + 1) % count));
        return true;
    case Qt::Key_Up:
        setCurrentIndex(m_model->index((row + count - 1) % count));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        if (event->modifiers() & Qt::ShiftModifier)
            return false;
        Q_EMIT chosen(Completion(m_model->rows[size_t(std::max(0, row))]));
        return true;
    case Qt::Key_Escape:
        hide();
        Q_EMIT dismissed();
        return true;
    default:
        return false;
    }
}

} // namespace staffroom
