#pragma once

#include "core/base/task.h"
#include "core/services/service.h"
#include "ui/dialogs/plain_dialog.h"

namespace staffroom {

/// Puts a person on one of the reader's own lists.
class ListDialog : public PlainDialog {
    Q_OBJECT
public:
    ListDialog(ServiceClient& client, const QString& handle, const Style& style, QWidget* parent);

Q_SIGNALS:
    void chosen(const QString& listId, const QString& title);

private:
    ComboField* m_lists;
    SentenceLabel* m_sentence;
    QPushButton* m_add;
    TaskHandle m_asking;
};

} // namespace staffroom
