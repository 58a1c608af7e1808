#pragma once

#include "core/services/service.h"
#include "ui/base/style.h"
#include "ui/columns/shell_context.h"
#include "ui/feed/feed_view.h"

#include <QDialog>

class QPushButton;

namespace staffroom {

class ColumnNotice;
class ThinScrollBar;
class ThreadModel;

/// A conversation in the order it was written; the keyboard is on the post it was opened from.
class ThreadDialog : public QDialog {
    Q_OBJECT
public:
    ThreadDialog(const ShellContext& context, const Style& style, const PostPtr& post,
        const Source& source, QWidget* parent = nullptr);
    ~ThreadDialog() override;

    void setStyleTokens(const Style& style);
    FeedView* view() const { return m_view; }
    ColumnNotice* notice() const { return m_notice; }

Q_SIGNALS:
    /// A tag or a person of a post. The dialog closes itself.
    void columnWanted(const staffroom::FeedSpec& spec);
    void mediaWanted(const staffroom::PostPtr& post, int index);

private:
    void ask();
    void showThread(const Thread& thread);
    void act(const PostAction& action);

    ShellContext m_context;
    PostPtr m_post;
    Source m_source;
    FeedView* m_view;
    ThinScrollBar* m_bar;
    ThreadModel* m_rows;
    ColumnNotice* m_notice;
    QPushButton* m_close;
    TaskHandle m_asking;
};

} // namespace staffroom
