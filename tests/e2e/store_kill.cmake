# A child that writes until it is killed, and the test that kills it.
add_executable(store_kill_child ${CMAKE_CURRENT_LIST_DIR}/store_kill/child/store_kill_child.cpp)
target_link_libraries(store_kill_child PRIVATE staffroom_flags core_store core_deck tests_support)
staffroom_use_pch(store_kill_child core)
staffroom_test(e2e_store_kill FOLDER e2e/store_kill LINKS core_store core_deck LABEL e2e TIMEOUT 240)
add_dependencies(e2e_store_kill store_kill_child)
