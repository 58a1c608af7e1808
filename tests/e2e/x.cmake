# Against a server that checks every request by X's own description, where it is installed: see
# x/rig.h.
staffroom_test(e2e_x FOLDER e2e/x LINKS core_accounts core_compose core_feeds core_services_x core_services
    Qt6::Gui LABEL e2e SHARDS 2)
