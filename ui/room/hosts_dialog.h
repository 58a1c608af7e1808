#pragma once

#include "core/room/room.h"
#include "ui/dialogs/plain_dialog.h"

namespace staffroom {

class RowList;
class ServiceRegistry;

/// Who asks the questions here. Every change counts at once: earlier posts are judged again.
class HostsDialog : public PlainDialog {
    Q_OBJECT
public:
    HostsDialog(Room& room, const ServiceRegistry& services, const Style& style, QWidget* parent);

    void setStyleTokens(const Style& style) override;

    RowList* list() const { return m_list; }
    ComboField* nameField() const { return m_name; }
    QPushButton* addHostButton() const { return m_add; }
    QPushButton* removeButton() const { return m_remove; }
    QString sentence() const { return m_sentence->text(); }

private:
    void fill();
    void add();
    void removeCurrent();

    Room& m_room;
    const ServiceRegistry& m_services;
    RowList* m_list;
    ComboField* m_name;
    QPushButton* m_add;
    QPushButton* m_remove;
    SentenceLabel* m_sentence;
};

/// A handle as people type it, in full: "@bea" at `home` becomes "bea@labcoat.example". Empty: it
/// cannot be one.
QString fullHandle(const QString& typed, const Source& home, const ServiceRegistry& services);

} // namespace staffroom
