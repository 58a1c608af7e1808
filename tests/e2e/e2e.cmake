# Every other *.cmake here is one group of whole-program tests.
file(GLOB e2e_parts CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.cmake)
list(REMOVE_ITEM e2e_parts ${CMAKE_CURRENT_LIST_FILE})
foreach(part IN LISTS e2e_parts)
    include(${part})
endforeach()
