#pragma once

#include "ui/base/style.h"

#include <QAbstractListModel>
#include <QListView>
#include <QUrl>

#include <memory>
#include <vector>

class QKeyEvent;

namespace staffroom {

class ImageRepository;

/// One thing that could stand in place of what is being typed.
struct Completion {
    QString insert; ///< takes the place of the whole word, sign included
    QString title; ///< plain
    QString detail; ///< plain, second line or end of the line
    QUrl picture; ///< avatar or custom emoji; empty: none
    QString sign; ///< an emoji or '#' where there is no picture
    bool operator==(const Completion&) const = default;
};

/// Suggestions while typing. Lies over the panel, never takes the focus: keys come from the text
/// through `takeKey`.
class CompletionList : public QListView {
    Q_OBJECT
public:
    CompletionList(ImageRepository* images, QWidget* parent);
    ~CompletionList() override;

    /// `anchor`: the line of the word, in the parent's coordinates. Nothing hides it.
    void offer(const std::vector<Completion>& completions, const QRect& anchor);
    const std::vector<Completion>& completions() const;
    /// Up, Down, Enter, Tab and Escape while it is shown; true: taken.
    bool takeKey(QKeyEvent* event);
    void setStyleTokens(const Style& style);

Q_SIGNALS:
    void chosen(const staffroom::Completion& completion);
    void dismissed();

private:
    void tell();
    class Model;
    class Painter;
    std::unique_ptr<Model> m_model;
    std::unique_ptr<Painter> m_painter;
    Style m_style;
};

} // namespace staffroom
