# X, off until somebody signs in with a client id that X has approved.
file(GLOB x_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.cpp ${CMAKE_CURRENT_LIST_DIR}/*.h)
add_library(core_services_x STATIC ${x_sources})
target_link_libraries(core_services_x PUBLIC staffroom_flags core_services PRIVATE ICU::uc)
staffroom_use_pch(core_services_x core)
