#include "ui/columns/post_commands.h"

#include "ui/columns/open_external.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QMenu>

namespace staffroom {

namespace {
struct PostMenu {
    Q_DECLARE_TR_FUNCTIONS(PostMenu)
};
} // namespace

std::optional<FeedSpec> columnOf(const PostAction& action, const Source& source)
{
    FeedSpec spec;
    spec.source = source;
    if (action.kind == PostAction::Kind::OpenTag) {
        spec.tags = {action.text};
        return spec;
    }
    if (action.kind == PostAction::Kind::OpenAuthor) {
        spec.kind = FeedSpec::Kind::User;
        spec.target = action.text;
        return spec;
    }
    return std::nullopt;
}

void runOutside(const PostAction& action)
{
    switch (action.kind) {
    case PostAction::Kind::OpenLink:
        openExternal(action.url);
        break;
    case PostAction::Kind::OpenPost:
        if (action.post)
            openExternal(action.post->url);
        break;
    case PostAction::Kind::CopyLink:
        if (!action.url.isEmpty())
            QGuiApplication::clipboard()->setText(action.url.toString(QUrl::FullyEncoded));
        else if (action.post)
            QGuiApplication::clipboard()->setText(action.post->url.toString(QUrl::FullyEncoded));
        break;
    case PostAction::Kind::CopyText:
        if (!action.text.isEmpty())
            QGuiApplication::clipboard()->setText(action.text);
        else if (action.post)
            QGuiApplication::clipboard()->setText(action.post->text.text);
        break;
    default:
        break;
    }
}

QMenu* makePostMenu(
    const PostPtr& post, QWidget* parent, const std::function<void(const PostAction&)>& run)
{
    auto* menu = new QMenu(parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString& text, PostAction::Kind kind, bool isPossible) {
        PostAction made;
        made.kind = kind;
        made.post = post;
        if (kind == PostAction::Kind::OpenAuthor) {
            made.text = post->author.handle;
            made.url = post->author.url;
        }
        QAction* action = menu->addAction(text);
        action->setEnabled(isPossible);
        QObject::connect(action, &QAction::triggered, menu, [run, made] { run(made); });
    };
    const bool hasPage = !post->url.isEmpty();
    add(PostMenu::tr("Show &conversation"), PostAction::Kind::OpenThread, true);
    add(PostMenu::tr("Column of this &person"), PostAction::Kind::OpenAuthor,
        !post->author.handle.isEmpty());
    menu->addSeparator();
    add(PostMenu::tr("&Open in browser"), PostAction::Kind::OpenPost, hasPage);
    add(PostMenu::tr("Copy &link"), PostAction::Kind::CopyLink, hasPage);
    add(PostMenu::tr("Copy &text"), PostAction::Kind::CopyText, !post->text.isEmpty());
    return menu;
}

} // namespace staffroom
