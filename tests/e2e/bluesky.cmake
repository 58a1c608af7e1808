# Against the published servers of the AT protocol, where they are installed: see bluesky/rig.h.
staffroom_test(e2e_bluesky FOLDER e2e/bluesky LINKS core_compose core_feeds core_services_bluesky core_services
    Qt6::Gui LABEL e2e TIMEOUT 1200 SERIAL)
