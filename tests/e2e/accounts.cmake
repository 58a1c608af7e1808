# Accounts against a real key ring of their own, and a token followed through the whole program.
if(TARGET staffroom)
    add_executable(vault_child ${CMAKE_CURRENT_LIST_DIR}/accounts/child/vault_child.cpp)
    target_link_libraries(vault_child PRIVATE staffroom_flags core_accounts)
    staffroom_use_pch(vault_child core)
    staffroom_test(e2e_accounts FOLDER e2e/accounts LINKS core_accounts LABEL e2e TIMEOUT 240)
    target_sources(e2e_accounts PRIVATE ${CMAKE_CURRENT_LIST_DIR}/program/program_run.cpp)
    add_dependencies(e2e_accounts vault_child staffroom fake_mastodon)
endif()
