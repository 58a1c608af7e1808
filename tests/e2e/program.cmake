# The built program as a whole, as a person or a script starts it.
if(TARGET staffroom)
    staffroom_test(e2e_program FOLDER e2e/program LINKS core_store Qt6::Gui LABEL e2e TIMEOUT 400)
    add_dependencies(e2e_program staffroom fake_mastodon)
endif()
