#pragma once

#include "core/base/task.h"
#include "core/recap/recap_format.h"
#include "ui/dialogs/plain_dialog.h"

namespace staffroom {

class RecapPreview;
class Room;
class ScrollPage;

/// A chat as it is taken home: what to leave out, how it will look, and where it goes. Everything
/// stays on this computer. The room is held while the dialog is open.
class RecapDialog : public PlainDialog {
    Q_OBJECT
public:
    RecapDialog(std::shared_ptr<Room> room, const Style& style, QWidget* parent);
    ~RecapDialog() override;

    void setStyleTokens(const Style& style) override;

    /// Asks for a file first; `saveTo` writes it.
    void save(RecapFormat format);
    void saveTo(RecapFormat format, const QString& file);
    void savePdf();
    void savePdfTo(const QString& file);
    void print();

    RecapChoice choice() const;
    QString summary() const;
    QString sentence() const;
    TickBox* withoutNames() const { return m_withoutNames; }
    TickBox* onlyStarred() const { return m_onlyStarred; }
    TickBox* withTalk() const { return m_withTalk; }
    TickBox* oneSheet() const { return m_oneSheet; }

private:
    void refresh(); ///< the preview and the summary anew
    Recap recap() const;
    Recap printed() const;
    QString suggestedName(const QString& ending) const;
    void askForFile(const QString& ending, std::function<void(const QString&)> then);
    void tell(const Result<Done>& done, const QString& file);

    std::shared_ptr<Room> m_room;
    ScrollPage* m_page;
    QLabel* m_summary;
    RecapPreview* m_preview;
    TickBox* m_withoutNames;
    TickBox* m_onlyStarred;
    TickBox* m_withTalk;
    TickBox* m_oneSheet;
    SentenceLabel* m_sentence;
    TaskHandle m_writing;
};

} // namespace staffroom
