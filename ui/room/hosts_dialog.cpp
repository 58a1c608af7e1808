#include "ui/room/hosts_dialog.h"

#include "core/services/service_registry.h"
#include "ui/room/row_list.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

QString fullHandle(const QString& typed, const Source& home, const ServiceRegistry& services)
{
    QString name = typed.trimmed();
    while (name.startsWith(u'@'))
        name.remove(0, 1);
    const bool hasOdd = std::any_of(
        name.begin(), name.end(), [](QChar c) { return c.isSpace() || c == u'/' || c == u','; });
    if (name.isEmpty() || hasOdd || name.endsWith(u'@'))
        return {};
    if (const auto at = name.indexOf(u'@'); at > 0) {
        // "bea@x.com": at a network whose names have no host it is left off.
        for (const Service* service : services.services()) {
            const auto source = service->sourceFromText(name.mid(at + 1));
            if (source && *source && service->fullHandle(name.left(at), **source) == name.left(at))
                return name.left(at);
        }
        return name;
    }
    if (name.contains(u'.'))
        return name; // a domain, as Bluesky has them
    const Service* service = services.find(home.service);
    return service ? service->fullHandle(name, home) : QString();
}

HostsDialog::HostsDialog(
    Room& room, const ServiceRegistry& services, const Style& style, QWidget* parent)
    : PlainDialog(tr("Hosts of this chat"), style, parent)
    , m_room(room)
    , m_services(services)
{
    addText(tr("Only hosts ask questions. A change counts at once, for earlier posts too."));
    m_list = new RowList(this);
    m_list->setAccessibleName(tr("Hosts"));
    m_list->setMinimumHeight(120);
    body()->addWidget(m_list, 1);
    m_name = new ComboField(this);
    m_name->setEditable(true);
    m_name->setAccessibleName(tr("Handle of another host"));
    m_name->lineEdit()->setAccessibleName(tr("Handle of another host"));
    m_name->lineEdit()->setPlaceholderText(tr("name@server, or choose from the chat"));
    m_add = new QPushButton(tr("&Add"), this);
    m_add->setAccessibleName(tr("Add this host"));
    m_add->setAutoDefault(false);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_name, 1);
    line->addWidget(m_add);
    body()->addLayout(line);
    m_sentence = addSentence();
    m_remove = addButton(tr("&Remove from the hosts"), false);
    QPushButton* close = addButton(tr("Close"), true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_add, &QPushButton::clicked, this, &HostsDialog::add);
    connect(m_remove, &QPushButton::clicked, this, &HostsDialog::removeCurrent);
    connect(m_list, &QListWidget::currentRowChanged, this,
        [this](int row) { m_remove->setEnabled(row >= 0); });
    connect(&room, &Room::setupChanged, this, &HostsDialog::fill);
    setStyleTokens(style);
    fill();
    m_name->setFocus(Qt::OtherFocusReason);
}

void HostsDialog::fill()
{
    const QStringList hosts = m_room.setup().hosts;
    const auto isHost
        = [&hosts](const QString& handle) { return hosts.contains(handle, Qt::CaseInsensitive); };
    const auto people = m_room.people();
    std::vector<RowList::Row> rows;
    for (const QString& host : hosts) {
        RowList::Row row;
        row.key = host;
        row.title = host;
        row.detail = tr("has not written yet");
        row.isHost = true;
        for (const RoomPerson& person : people) {
            if (person.author.handle.compare(host, Qt::CaseInsensitive) != 0)
                continue;
            row.title = person.author.name.isEmpty() ? host : person.author.name.text;
            row.detail = u'@' + host;
            row.count = person.posts == 1 ? tr("1 post") : tr("%n posts", nullptr, person.posts);
        }
        rows.push_back(std::move(row));
    }
    m_list->setRows(rows);
    m_remove->setEnabled(m_list->currentRow() >= 0);
    const QString typed = m_name->currentText();
    m_name->clear();
    for (const RoomPerson& person : people) {
        if (!isHost(person.author.handle))
            m_name->addItem(u'@' + person.author.handle);
    }
    m_name->setCurrentIndex(-1);
    m_name->setEditText(typed);
}

void HostsDialog::add()
{
    const QString handle
        = fullHandle(m_name->currentText(), m_room.setup().sources.front(), m_services);
    if (handle.isEmpty()) {
        m_sentence->say(tr("Write the handle in full: name@server."), true);
        return;
    }
    RoomSetup setup = m_room.setup();
    if (setup.hosts.contains(handle, Qt::CaseInsensitive)) {
        m_sentence->say(tr("@%1 is a host already.").arg(handle), false);
        return;
    }
    setup.hosts << handle;
    m_name->setEditText({});
    m_room.setSetup(setup);
    m_sentence->say(tr("@%1 is a host now.").arg(handle), false);
}

void HostsDialog::removeCurrent()
{
    const QString handle = m_list->currentKey();
    RoomSetup setup = m_room.setup();
    setup.hosts.removeIf([&handle](const QString& host) { return host == handle; });
    m_room.setSetup(setup);
    m_sentence->say(tr("@%1 is no host any more.").arg(handle), false);
}

void HostsDialog::setStyleTokens(const Style& style)
{
    PlainDialog::setStyleTokens(style);
    m_list->setStyleTokens(style);
}

} // namespace staffroom
