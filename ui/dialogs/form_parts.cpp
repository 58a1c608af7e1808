#include "ui/dialogs/form_parts.h"

#include "core/services/service_registry.h"

#include <QUrl>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

QString serverText(const Source& source)
{
    const QUrl url(source.server);
    // http and unusual ports are for the machine's own servers: shown in full.
    const bool isPlain = url.scheme() == "https"_L1 && url.port() < 0;
    return isPlain ? url.host() : source.text();
}

void fillServers(QComboBox& combo, const ServiceRegistry& services, const QStringList& remembered,
    const QStringList& handles)
{
    QStringList shown;
    for (const QString& handle : handles)
        shown << u'@' + handle;
    const auto add = [&shown](const QString& server) {
        const QString text = serverText({{}, server, {}});
        if (!text.isEmpty() && !shown.contains(text))
            shown << text;
    };
    for (const QString& server : remembered)
        add(server);
    // Networks with servers first: one of those is what most people mean.
    for (const bool hasServers : {true, false}) {
        for (const Service* service : services.services()) {
            if (service->capabilities().needsServer != hasServers)
                continue;
            for (const QString& name : service->openSources()) {
                if (!shown.contains(name))
                    shown << name;
            }
        }
    }
    const QString typed = combo.currentText();
    combo.clear();
    combo.addItems(shown);
    combo.setEditText(typed);
}

} // namespace staffroom
