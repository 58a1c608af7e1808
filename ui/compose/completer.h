#pragma once

#include "core/base/clock.h"
#include "core/services/service.h"
#include "ui/compose/completion_list.h"
#include "ui/compose/emoji_table.h"

#include <QObject>

#include <memory>
#include <optional>

namespace staffroom {

/// The word at the caret that begins with a sign: "@be", "#ed", ":sm".
struct TypedWord {
    QChar sign;
    QString typed; ///< without the sign
    int start = 0; ///< of the sign
    int length = 0; ///< with the sign
    bool operator==(const TypedWord&) const = default;
};

/// nullopt: nothing to complete there. People and tags from one character on, emoji from two, so
/// that times ("19:30") and lists do not open a list.
std::optional<TypedWord> typedWordAt(const QString& text, int caret);

/// Finds what could complete a word: emoji at once from what is here, people and tags from the
/// account's server after a short rest of the keys. Answers about older words are dropped. Main
/// thread.
class Completer : public QObject {
    Q_OBJECT
public:
    explicit Completer(Clock& clock, QObject* parent = nullptr);

    /// Null: only what is known here.
    void setClient(ServiceClient* client) { m_client = client; }
    void setOwnEmoji(std::vector<EmojiInfo> emoji);
    /// Offered before the server answers, e.g. the chat's own tag.
    void setKnownTags(const QStringList& tags) { m_knownTags = tags; }

    void look(const TypedWord& word);
    void stop();

Q_SIGNALS:
    void found(const std::vector<staffroom::Completion>& completions);

private:
    void ask();
    void answer(std::vector<Completion> completions);
    std::vector<Completion> known() const;

    QPointer<ServiceClient> m_client;
    std::unique_ptr<Timer> m_rest;
    TaskHandle m_asking;
    std::optional<TypedWord> m_word;
    std::vector<EmojiEntry> m_ownEmoji;
    QHash<QString, QUrl> m_ownPictures; ///< by ":code:"
    QStringList m_knownTags;
};

} // namespace staffroom
