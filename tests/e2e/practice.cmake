staffroom_test(e2e_practice FOLDER e2e/practice LINKS core_feeds core_services_builtin LABEL e2e)
