#pragma once

#include "core/recap/recap.h"
#include "ui/base/style.h"

#include <QWidget>

#include <memory>

namespace staffroom {

class RecapPages;

/// The first page of a recap as it will be on paper, in the width that is there. A white sheet in
/// every scheme, since that is what paper is.
class RecapPreview : public QWidget {
    Q_OBJECT
public:
    explicit RecapPreview(QWidget* parent = nullptr);
    ~RecapPreview() override;

    void setRecap(const Recap& recap);
    void setStyleTokens(const Style& style);

    QSize sizeHint() const override { return {360, 509}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::unique_ptr<RecapPages> m_pages;
    Style m_style;
};

} // namespace staffroom
