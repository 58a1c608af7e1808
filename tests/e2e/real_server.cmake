# Against a real server of the Mastodon family, where one is named: see the test's first lines.
staffroom_test(e2e_real_server FOLDER e2e/real_server LINKS core_services_mastodon core_services Qt6::Gui LABEL e2e)
