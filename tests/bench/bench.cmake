# Micro-benchmarks of the hot paths, and the tools of tests/bench/run, which measures the whole
# program.
add_executable(bench_core ${CMAKE_CURRENT_LIST_DIR}/core_bench.cpp
    ${CMAKE_CURRENT_LIST_DIR}/chat_bench.cpp ${CMAKE_CURRENT_LIST_DIR}/room_bench.cpp)
target_link_libraries(bench_core PRIVATE
    staffroom_flags tests_support core_services_builtin core_store core_feeds core_chat core_room benchmark::benchmark)
staffroom_use_pch(bench_core core)

add_executable(bench_ui ${CMAKE_CURRENT_LIST_DIR}/ui_bench.cpp)
target_link_libraries(bench_ui PRIVATE
    staffroom_flags tests_support ui_feed core_feeds benchmark::benchmark)
staffroom_use_pch(bench_ui ui)

add_executable(fill_cache ${CMAKE_CURRENT_LIST_DIR}/fill_cache.cpp)
target_link_libraries(fill_cache PRIVATE staffroom_flags tests_support core_store core_text)
staffroom_use_pch(fill_cache core)
