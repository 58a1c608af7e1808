# Bluesky and other servers of the AT protocol.
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)
file(GLOB bluesky_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.cpp ${CMAKE_CURRENT_LIST_DIR}/*.h)
add_library(core_services_bluesky STATIC ${bluesky_sources})
target_link_libraries(core_services_bluesky PUBLIC staffroom_flags core_services PRIVATE OpenSSL::Crypto)
staffroom_use_pch(core_services_bluesky core)
