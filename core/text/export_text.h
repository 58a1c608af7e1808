#pragma once

#include "core/model/rich_text.h"

namespace staffroom {

/// Text from networks in files that other programs read: nothing of it can become markup, a
/// formula or a script there. Pure; any thread.

/// `words` is HTML already; addresses other than http and https give the words alone.
QString htmlLink(const QUrl& url, const QString& words);
/// Escaped text with its links as links.
QString htmlText(const RichText& text);

/// One field of a CSV line (RFC 4180); what a spreadsheet would run gets an apostrophe in front.
QString csvField(QString text);
/// A whole line with its end.
QString csvLine(const QStringList& fields);

/// Text inside a Markdown quote: every further line begins with "> ".
QString markdownQuoted(const QString& text);
/// Text on one line of Markdown; line breaks become spaces.
QString markdownLine(const QString& text);
/// `words` is Markdown already; addresses other than http and https give the words alone.
QString markdownLink(const QUrl& url, const QString& words);

} // namespace staffroom
