# What is written arrives once: over real HTTP with lost answers, and with a child that is killed.
add_executable(outbox_kill_child ${CMAKE_CURRENT_LIST_DIR}/outbox/child/outbox_kill_child.cpp)
target_link_libraries(outbox_kill_child PRIVATE staffroom_flags core_compose core_services_mastodon tests_support)
staffroom_use_pch(outbox_kill_child core)
staffroom_test(e2e_outbox FOLDER e2e/outbox LINKS core_compose core_services_mastodon LABEL e2e TIMEOUT 600
    SHARDS 5)
add_dependencies(e2e_outbox outbox_kill_child)
