#pragma once

#include "core/hosting/host_script.h"
#include "core/services/capabilities.h"
#include "ui/base/style.h"

#include <QFrame>

class QSpinBox;

namespace staffroom {

class ComboField;
class IconButton;
class MediaStrip;
class PostTextEdit;
class TickBox;
class WordsButton;
class WrapLabel;

/// One post of a script: what it says, when it is due, how far it is, and its buttons. What went
/// out can only be read.
class ScriptCard : public QFrame {
    Q_OBJECT
public:
    explicit ScriptCard(QWidget* parent = nullptr);

    /// `remaining`: characters left at the tightest account; absent: not known yet.
    void setLine(const HostScript& script, size_t index, Timestamp now, const PostLimits& limits,
        std::optional<int> remaining);
    /// Times and state alone, while the person types.
    void refresh(
        const HostScript& script, size_t index, Timestamp now, std::optional<int> remaining);
    const ScriptLine& line() const { return m_line; }
    void setStyleTokens(const Style& style);
    void setTroubleText(const QString& sentence);

    PostTextEdit* text() const { return m_text; }
    WordsButton* postButton() const { return m_post; }
    WordsButton* skipButton() const { return m_skip; }
    MediaStrip* media() const { return m_media; }
    QString state() const;

Q_SIGNALS:
    void changed(const staffroom::ScriptLine& line);
    void removeWanted(const QString& id);
    void moveWanted(const QString& id, int by);
    void postWanted(const QString& id);
    void skipWanted(const QString& id, bool skips);
    void settled(const QString& id, bool isThere);
    void picturesWanted(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void edit(const std::function<void(ScriptLine&)>& change);

    ScriptLine m_line;
    Style m_style;
    ComboField* m_kind;
    WrapLabel* m_title;
    WrapLabel* m_state;
    WrapLabel* m_count;
    WrapLabel* m_trouble;
    PostTextEdit* m_text;
    MediaStrip* m_media;
    TickBox* m_hasOwnGap;
    QSpinBox* m_gap; ///< minutes after the line before
    IconButton* m_picture;
    IconButton* m_earlier;
    IconButton* m_later;
    IconButton* m_remove;
    WordsButton* m_post;
    WordsButton* m_skip;
    WordsButton* m_isThere;
    WordsButton* m_isNotThere;
    bool m_isShowing = false; ///< the person did not type this
};

} // namespace staffroom
