#pragma once

#include "core/model/draft.h"
#include "core/services/capabilities.h"
#include "ui/base/style.h"

#include <QWidget>

class QMenu;

namespace staffroom {

class IconButton;

/// The row of tools of a panel. What the service does not have is not shown.
class ComposeTools : public QWidget {
    Q_OBJECT
public:
    explicit ComposeTools(QWidget* parent = nullptr);

    struct State {
        bool takesPictures = true;
        bool takesPolls = true;
        bool hasPoll = false;
        bool hasWarning = false;
        bool isScheduled = false;
        bool isEdit = false;
        Visibility visibility = Visibility::Public;
        QString language;
        QStringList languages; ///< BCP 47, offered first
    };
    void setState(const State& state, const Capabilities* capabilities);
    void setStyleTokens(const Style& style);
    /// Made anew on each call; the caller shows and deletes it.
    QMenu* visibilityMenu();
    QMenu* languageMenu();

    IconButton* picture() const { return m_picture; }
    IconButton* poll() const { return m_poll; }
    IconButton* warning() const { return m_warning; }
    IconButton* visibility() const { return m_visibility; }
    IconButton* language() const { return m_language; }
    IconButton* emoji() const { return m_emoji; }
    IconButton* schedule() const { return m_schedule; }

Q_SIGNALS:
    void pictureWanted();
    void pollToggled(bool on);
    void warningToggled(bool on);
    void visibilityChosen(staffroom::Visibility visibility);
    void languageChosen(const QString& language);
    void emojiWanted();
    void scheduleToggled(bool on);

private:
    void popUp(QMenu* menu, IconButton* from);

    State m_state;
    Style m_style;
    IconButton* m_picture;
    IconButton* m_poll;
    IconButton* m_warning;
    IconButton* m_emoji;
    IconButton* m_schedule;
    IconButton* m_visibility;
    IconButton* m_language;
};

/// "Deutsch" for "de": a language by its own name.
QString languageName(const QString& language);

} // namespace staffroom
