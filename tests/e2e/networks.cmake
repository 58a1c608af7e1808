# One room over several networks at once, each with a server of its own.
staffroom_test(e2e_networks FOLDER e2e/networks LINKS core_services_builtin core_room core_compose
    core_accounts ui_room ui_compose WIDGETS LABEL e2e)
