#pragma once

#include "core/feeds/feed_hub.h"
#include "ui/columns/shell_context.h"
#include "ui/dialogs/server_check.h"
#include "ui/feed/feed_view.h"

#include <QScrollArea>

class QBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace staffroom {

class ComboField;
class SentenceLabel;
class ThinScrollBar;

/// What stands in place of an empty deck: three ways to begin, as three cards.
class FirstRunPage : public QScrollArea {
    Q_OBJECT
public:
    FirstRunPage(const ShellContext& context, const Style& style, QWidget* parent = nullptr);
    ~FirstRunPage() override;

    void setStyleTokens(const Style& style);

    // For tests; what a person sees.
    QPushButton* practiceButton() const { return m_practice; }
    QPushButton* readButton() const { return m_read; }
    QLineEdit* tagField() const { return m_tag; }
    ComboField* serverField() const { return m_server; }
    QString sentence() const;

Q_SIGNALS:
    /// Columns of the chosen deck, at least one.
    void chosen(const std::vector<staffroom::FeedSpec>& specs);
    /// The practice chat, as a room over its columns.
    void practiceChosen(const std::vector<staffroom::FeedSpec>& specs);
    void signInAsked();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    class Card;
    Card* makeCard(QLatin1StringView icon, const QString& title, const QString& text);
    void startPractice();
    void look();
    void read();
    void showMiniature(bool shown);

    ShellContext m_context;
    Style m_style;
    ThinScrollBar* m_bar;
    ServerCheck* m_check;
    QBoxLayout* m_cardRow;
    QLabel* m_title;
    QLabel* m_lead;
    std::vector<Card*> m_cards;
    FeedView* m_miniature;
    std::shared_ptr<Feed> m_feed;
    std::unique_ptr<FeedModel> m_model;
    QPushButton* m_practice;
    QLineEdit* m_tag;
    ComboField* m_server;
    SentenceLabel* m_sentence;
    QPushButton* m_read;
    QPushButton* m_signIn;
    QPushButton* m_without;
    bool m_readWhenChecked = false;
};

/// What the first service that has something for everybody opens: the practice chat.
std::vector<FeedSpec> starterDeck(const ServiceRegistry& services);

} // namespace staffroom
