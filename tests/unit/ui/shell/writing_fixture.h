#pragma once

#include "tests/unit/ui/writer_fixture.h"
#include "ui/shell/main_window.h"

#include <QTest>

namespace staffroom::test {

/// A window in which somebody is signed in to the fake service.
struct WritingFixture : WriterFixture {
    MainWindow& open()
    {
        window = std::make_unique<MainWindow>(context);
        window->resize(1000, 700);
        window->show();
        window->activateWindow();
        EXPECT_TRUE(QTest::qWaitForWindowActive(window.get()));
        return *window;
    }
    void run(QLatin1StringView id) { window->actions().action(id)->trigger(); }

    std::unique_ptr<MainWindow> window;
};

} // namespace staffroom::test
