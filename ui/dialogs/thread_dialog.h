#pragma once

#include "core/services/service.h"
#include "ui/base/style.h"
#include "ui/columns/shell_context.h"

#include <QDialog>

class QScrollArea;
class QVBoxLayout;

namespace staffroom {

class ColumnNotice;

/// A conversation in the order it was written, the post it was opened from marked.
class ThreadDialog : public QDialog {
    Q_OBJECT
public:
    ThreadDialog(const ShellContext& context, const Style& style, const PostPtr& post,
        const Source& source, QWidget* parent = nullptr);

private:
    void ask();
    void showThread(const Thread& thread);
    void addPost(const PostPtr& post, bool isOpened);

    ShellContext m_context;
    Style m_style;
    PostPtr m_post;
    Source m_source;
    QScrollArea* m_area;
    QWidget* m_page;
    QVBoxLayout* m_list;
    ColumnNotice* m_notice;
    TaskHandle m_asking;
};

} // namespace staffroom
