#include "ui/base/delivery_text.h"

#include "ui/base/error_text.h"
#include "ui/base/time_text.h"

#include <QCoreApplication>

namespace staffroom {

namespace {

struct DeliveryText {
    Q_DECLARE_TR_FUNCTIONS(DeliveryText)
};
using State = Delivery::State;

QString heldText(const Delivery& delivery)
{
    if (delivery.error && delivery.error->kind == Error::Kind::Locked)
        return DeliveryText::tr("Not sent: reading only is on. It is kept here; open the padlock "
                                "and it goes.");
    return DeliveryText::tr("Not sent yet, and more than ten minutes old. Should it still go?");
}

QString queuedText(const Delivery& delivery)
{
    if (!delivery.error)
        return DeliveryText::tr("Waits for its turn");
    switch (delivery.error->kind) {
    case Error::Kind::Unauthorised:
        return DeliveryText::tr(
            "Waits: the server asks you to sign in again. Your words are kept.");
    case Error::Kind::Secrets:
        return DeliveryText::tr("Waits: the key store is locked. Unlock it and it goes.");
    case Error::Kind::RateLimited:
        return DeliveryText::tr("Waits: the server asked for a pause. It goes by itself.");
    default:
        return DeliveryText::tr("Waits for the network; it goes by itself.");
    }
}

QString failedText(const Delivery& delivery)
{
    if (!delivery.error)
        return DeliveryText::tr("Not sent. Your words are kept.");
    if (delivery.error->path == kOnlyOnWeb)
        return DeliveryText::tr("Not sent: the network takes this from its own page only. Your "
                                "words are kept; open them there, then discard them here.");
    const QString& detail = delivery.error->detail;
    return detail.isEmpty()
        ? DeliveryText::tr("Not sent: %1. Your words are kept.").arg(errorWords(*delivery.error))
        : DeliveryText::tr("Not sent; the server says: “%1”. Your words are kept.",
            "%1 is the server's own sentence")
              .arg(detail.left(200));
}

} // namespace

QString deliveryText(const Delivery& delivery, Timestamp now)
{
    switch (delivery.state) {
    case State::Queued:
        return queuedText(delivery);
    case State::Held:
        return heldText(delivery);
    case State::Uploading:
        return delivery.total > 1 ? DeliveryText::tr("Sending picture %1 of %2")
                                        .arg(std::min(delivery.done + 1, delivery.total))
                                        .arg(delivery.total)
                                  : DeliveryText::tr("Sending the picture");
    case State::Sending:
        return DeliveryText::tr("Sending");
    case State::Failed:
        return failedText(delivery);
    case State::Unsure:
        return DeliveryText::tr("The answer was lost: this may be there already. Look before you "
                                "send it again.");
    case State::Scheduled:
        break;
    }
    if (!delivery.at)
        return DeliveryText::tr("To be sent later");
    const QString when = absoluteTime(*delivery.at);
    if (!delivery.isLocal)
        return DeliveryText::tr("The server sends it %1", "%1 is a date and time").arg(when);
    return *delivery.at < now
        ? DeliveryText::tr("Its time was %1, when the program did not run").arg(when)
        : DeliveryText::tr("To be sent %1, if this program runs then").arg(when);
}

std::vector<DeliveryStep> deliverySteps(const Delivery& delivery)
{
    switch (delivery.state) {
    case State::Queued:
        return {DeliveryStep::Edit, DeliveryStep::Discard};
    case State::Held:
    case State::Failed:
        if (delivery.error && delivery.error->path == kOnlyOnWeb)
            return {DeliveryStep::OpenOnWeb, DeliveryStep::Edit, DeliveryStep::Discard};
        return {DeliveryStep::SendNow, DeliveryStep::Edit, DeliveryStep::Discard};
    case State::Unsure:
        return {DeliveryStep::MarkSent, DeliveryStep::SendNow, DeliveryStep::Edit};
    case State::Scheduled:
        if (delivery.isLocal)
            return {DeliveryStep::SendNow, DeliveryStep::Edit, DeliveryStep::Discard};
        return {DeliveryStep::Discard};
    case State::Uploading:
    case State::Sending:
        break;
    }
    return {};
}

QString deliveryStepText(DeliveryStep step, const Delivery& delivery)
{
    switch (step) {
    case DeliveryStep::SendNow:
        return delivery.state == State::Failed || delivery.state == State::Unsure
            ? DeliveryText::tr("Send again")
            : DeliveryText::tr("Send now");
    case DeliveryStep::OpenOnWeb:
        return DeliveryText::tr("Open in the browser");
    case DeliveryStep::MarkSent:
        return DeliveryText::tr("It is there");
    case DeliveryStep::Edit:
        return DeliveryText::tr("Edit");
    case DeliveryStep::Discard:
        return DeliveryText::tr("Discard");
    }
    return {};
}

bool isDeliveryTrouble(const Delivery& delivery)
{
    return delivery.state == State::Failed || delivery.state == State::Unsure
        || delivery.state == State::Held;
}

} // namespace staffroom
