#pragma once

#include "core/services/login.h"
#include "ui/base/style.h"
#include "ui/columns/shell_context.h"
#include "ui/columns/writing_wish.h"
#include "ui/compose/compose_panel.h"

#include <QObject>

#include <functional>
#include <memory>

namespace staffroom {

/// Makes what posts are written with, for every place of the window: composers, the panels that
/// show them, and the beginning of an answer.
class PanelMaker : public QObject {
    Q_OBJECT
public:
    explicit PanelMaker(const ShellContext& context, QObject* parent = nullptr);

    std::unique_ptr<Composer> composer() const;
    /// The composer must outlive its panel. Later styles reach it by themselves.
    ComposePanel* panel(Composer& composer, ComposePanel::Form form, QWidget* parent);
    /// Reply, Quote, Redraft and Draft; other wishes begin nothing.
    void begin(Composer& composer, const WritingWish& wish, const ChatFacts& chat) const;
    /// `then` gets the wish with the post as the answering account's own server knows it; where
    /// that has no such post it is told, and nothing follows.
    void withPostOf(const WritingWish& wish, std::function<void(const WritingWish&)> then);

    void setStyleTokens(const Style& style);

Q_SIGNALS:
    /// A sentence for the window; empty: the one before is over.
    void told(const QString& sentence);
    void lockChangeWanted(const staffroom::ColumnId& column, bool locked);
    void signInWanted(const staffroom::Source& source, staffroom::LoginRequest::Access access);

private:
    ShellContext m_context;
    Style m_style;
    std::vector<QPointer<ComposePanel>> m_panels;
};

} // namespace staffroom
