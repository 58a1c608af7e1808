# Mastodon and the servers that speak its API (GoToSocial, snac, Pleroma, Akkoma ...).
file(GLOB mastodon_sources CONFIGURE_DEPENDS
    ${CMAKE_CURRENT_SOURCE_DIR}/mastodon/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/mastodon/*.h)
add_library(core_services_mastodon STATIC ${mastodon_sources})
target_link_libraries(core_services_mastodon PUBLIC staffroom_flags core_services)
staffroom_use_pch(core_services_mastodon core)
