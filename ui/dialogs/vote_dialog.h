#pragma once

#include "core/model/post.h"
#include "core/services/service.h"
#include "ui/dialogs/plain_dialog.h"

namespace staffroom {

/// Choosing an answer of a poll; said again before it counts, since a vote cannot be taken back.
class VoteDialog : public PlainDialog {
    Q_OBJECT
public:
    VoteDialog(const Poll& poll, const QString& handle, const Style& style, QWidget* parent);

Q_SIGNALS:
    void chosen(const std::vector<int>& choices);

private:
    void look();
    std::vector<int> choices() const;
    std::vector<class QAbstractButton*> m_options;
    QPushButton* m_vote;
};

/// What is wrong with a post or a person, for the people who run the server.
class ReportDialog : public PlainDialog {
    Q_OBJECT
public:
    ReportDialog(const PostPtr& post, const QString& server, const Style& style, QWidget* parent);

Q_SIGNALS:
    void chosen(const QString& words, bool forwards);
};

/// A post in the reader's language, as the server made it; plain text.
class TranslationDialog : public PlainDialog {
    Q_OBJECT
public:
    TranslationDialog(
        const PostPtr& post, const Translation& made, const Style& style, QWidget* parent);
};

} // namespace staffroom
