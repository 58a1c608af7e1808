file(GLOB practice_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.cpp ${CMAKE_CURRENT_LIST_DIR}/*.h)
add_library(core_services_practice STATIC ${practice_sources}
    ${PROJECT_SOURCE_DIR}/resources/practice/practice.qrc)
target_link_libraries(core_services_practice PUBLIC staffroom_flags core_services core_transcript)
staffroom_use_pch(core_services_practice core)
