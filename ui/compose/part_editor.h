#pragma once

#include "core/compose/preflight.h"
#include "core/model/draft.h"
#include "ui/base/style.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace staffroom {

class IconButton;
class MediaStrip;
class PollEditor;
class PostTextEdit;
class WrapLabel;

/// One post of a draft: its text, counter, pictures and poll, and what the check says of it.
class PartEditor : public QWidget {
    Q_OBJECT
public:
    explicit PartEditor(QWidget* parent = nullptr);

    void setPart(const DraftPart& part, int index, int count, const PostLimits& limits);
    /// Characters left, and how many of those used are label and tag.
    void setLength(int remaining, int reserved);
    /// Sentences about this part alone, each beside its thing.
    void setFindings(
        const std::vector<Finding>& findings, const std::function<QString(const Finding&)>& words);
    /// Another post begins: nothing of the old one can be undone back.
    void clear();
    void setWaiting(int pictures);
    void setMediaTrouble(const QString& sentence);
    /// A widget at the start of the counter's line; it is taken over.
    void setChips(QWidget* chips);
    void setStyleTokens(const Style& style);

    PostTextEdit* text() const { return m_text; }
    MediaStrip* media() const { return m_media; }
    PollEditor* poll() const { return m_poll; }
    QLabel* counter() const { return m_counter; }
    WrapLabel* trouble() const { return m_trouble; }
    IconButton* removeButton() const { return m_remove; }

Q_SIGNALS:
    void textChanged(const QString& text);
    void mediaChanged(const std::vector<staffroom::DraftMedia>& media);
    void pollChanged(const staffroom::DraftPoll& poll);
    void pollRemoved();
    void removeWanted();

private:
    PostTextEdit* m_text;
    QWidget* m_head;
    QLabel* m_title;
    IconButton* m_remove;
    QHBoxLayout* m_foot;
    QLabel* m_counter;
    WrapLabel* m_trouble;
    MediaStrip* m_media;
    PollEditor* m_poll;
    QString m_mediaTrouble;
    Style m_style;
    int m_remaining = 0;
    int m_reserved = 0;
    bool m_isShowing = false;
};

} // namespace staffroom
