#pragma once

#include "core/services/service.h"
#include "ui/base/style.h"
#include "ui/compose/emoji_table.h"

#include <QFrame>

#include <memory>

class QLabel;
class QLineEdit;
class QListView;

namespace staffroom {

class ComboField;
class ImageRepository;

/// Emoji to pick from: search by name, groups, the server's own, those used lately. Arrows walk the
/// grid, Enter takes one, Escape closes.
class EmojiPicker : public QFrame {
    Q_OBJECT
public:
    EmojiPicker(ImageRepository* images, QWidget* parent);
    ~EmojiPicker() override;

    void setOwnEmoji(const std::vector<EmojiInfo>& emoji, const QString& server);
    /// Texts of those used lately, newest first.
    void setRecent(const QStringList& texts);
    const QStringList& recent() const { return m_recent; }
    void setStyleTokens(const Style& style);
    /// Opens beside `anchor` (the parent's coordinates) with the search focused.
    void openAt(const QRect& anchor);
    /// The button that opens it: a press of it does not count as leaving.
    void setOpener(const QWidget* opener) { m_opener = opener; }

    QLineEdit* search() const { return m_search; }
    QListView* grid() const { return m_grid; }
    ComboField* group() const { return m_group; }
    const std::vector<EmojiEntry>& shown() const;

Q_SIGNALS:
    void picked(const QString& text);
    void closed();
    void recentChanged(const QStringList& texts);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    class Model;
    class Painter;
    void fill();
    void fillGroups();
    void tellName();
    void pick(int row);
    void close();

    const QWidget* m_opener = nullptr;
    ImageRepository* m_images;
    std::unique_ptr<Model> m_model;
    std::unique_ptr<Painter> m_painter;
    QLineEdit* m_search;
    ComboField* m_group;
    QListView* m_grid;
    QLabel* m_name;
    std::vector<EmojiEntry> m_own;
    QHash<QString, QUrl> m_pictures;
    QString m_server;
    QStringList m_recent;
    Style m_style;
};

} // namespace staffroom
