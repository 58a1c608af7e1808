#pragma once

#include "ui/base/style.h"

#include <QDialog>

#include <vector>

namespace staffroom {

/// The list of all keys.
class KeysDialog : public QDialog {
    Q_OBJECT
public:
    struct Row {
        QString group;
        QString text;
        QString keys; ///< in the desktop's spelling
    };
    KeysDialog(const std::vector<Row>& rows, const Style& style, QWidget* parent = nullptr);
};

} // namespace staffroom
