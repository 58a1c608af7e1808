file(GLOB app_sources CONFIGURE_DEPENDS
    ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*.h
    ${CMAKE_CURRENT_SOURCE_DIR}/cli/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/cli/*.h)
add_subdirectory(platform)
add_executable(staffroom ${app_sources})
target_compile_definitions(staffroom PRIVATE STAFFROOM_VERSION="${PROJECT_VERSION}")
target_link_libraries(staffroom PRIVATE
    staffroom_flags core_services_builtin core_feeds core_media core_deck core_archive core_secrets core_accounts
    core_compose core_recap core_room core_transcript
    ui_shell app_platform)
staffroom_use_pch(staffroom ui)

# The manual page comes from the same table as --help.
add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/staffroom.1
    COMMAND staffroom --print-man > ${CMAKE_BINARY_DIR}/staffroom.1
    DEPENDS staffroom VERBATIM)
add_custom_target(manual ALL DEPENDS ${CMAKE_BINARY_DIR}/staffroom.1)

include(GNUInstallDirs)
install(TARGETS staffroom DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${CMAKE_BINARY_DIR}/staffroom.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
