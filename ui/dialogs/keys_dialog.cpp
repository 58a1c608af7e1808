#include "ui/dialogs/keys_dialog.h"

#include "ui/columns/icon_button.h"
#include "ui/dialogs/form_parts.h"

#include <QGridLayout>
#include <QPushButton>
#include <QScrollArea>

namespace staffroom {

KeysDialog::KeysDialog(const std::vector<Row>& rows, const Style& style, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keys"));
    setAttribute(Qt::WA_DeleteOnClose);
    setPalette(style.palette());
    setStyleSheet(controlSheet(style));
    setFont(style.body);
    auto* page = new QWidget;
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(0, 0, 12, 0);
    grid->setHorizontalSpacing(28);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(0, 1);
    QPalette second = style.palette();
    second.setColor(QPalette::WindowText, style.tokens.textSecond);
    QString group;
    int line = 0;
    for (const Row& row : rows) {
        if (row.group != group) {
            group = row.group;
            auto* heading = plainLabel(group, page);
            heading->setFont(style.name);
            heading->setContentsMargins(0, line == 0 ? 0 : 12, 0, 2);
            grid->addWidget(heading, line++, 0, 1, 2);
        }
        auto* text = plainLabel(row.text, page);
        auto* keys = plainLabel(row.keys, page);
        keys->setPalette(second);
        keys->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
        text->setAccessibleName(row.text + QStringLiteral(": ") + row.keys);
        grid->addWidget(text, line, 0);
        grid->addWidget(keys, line++, 1);
    }
    auto* area = new QScrollArea(this);
    area->setWidget(page);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setAccessibleName(tr("Keys"));
    auto* close = new QPushButton(tr("Close"), this);
    close->setAccessibleName(close->text());
    close->setDefault(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 16, 20);
    column->setSpacing(16);
    column->addWidget(area, 1);
    column->addWidget(close, 0, Qt::AlignTrailing);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    resize(int(480 * std::max(1.0, style.textScale)), 640);
}

} // namespace staffroom
