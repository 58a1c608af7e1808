# How every folder of this project is built. One static library per folder; each folder's
# CMakeLists.txt names only what it links, its sources are all *.cpp and *.h that lie in it.

add_library(staffroom_flags INTERFACE)
target_include_directories(staffroom_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(staffroom_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_URL_CAST_FROM_STRING QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_NO_KEYWORDS QT_NO_FOREACH QT_STRICT_ITERATORS
    SPDLOG_FMT_EXTERNAL)
target_compile_options(staffroom_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Woverloaded-virtual
    -Wnon-virtual-dtor -fno-omit-frame-pointer)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ 12 takes the unused half of an expected for read when it has inlined its destructor.
    target_compile_options(staffroom_flags INTERFACE -Wno-maybe-uninitialized)
endif()
if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Every source of a batch is an included file to g++, whose private parts it then warns of.
    target_compile_options(staffroom_flags INTERFACE -Wno-subobject-linkage)
endif()
if(STAFFROOM_WERROR)
    target_compile_options(staffroom_flags INTERFACE -Werror)
endif()
if(STAFFROOM_SANITIZE)
    target_compile_options(staffroom_flags INTERFACE
        -fsanitize=address,undefined -fno-sanitize-recover=all)
    target_link_options(staffroom_flags INTERFACE -fsanitize=address,undefined)
endif()

# The one place of the precompiled headers: a target without code of its own, reused by all.
if(STAFFROOM_PCH)
    # Written once: a newer date would build everything anew after each configure.
    foreach(kind core ui)
        if(NOT EXISTS ${CMAKE_BINARY_DIR}/pch/${kind}.cpp)
            file(WRITE ${CMAKE_BINARY_DIR}/pch/${kind}.cpp "")
        endif()
    endforeach()
    add_library(staffroom_pch_core OBJECT ${CMAKE_BINARY_DIR}/pch/core.cpp)
    target_link_libraries(staffroom_pch_core PRIVATE staffroom_flags Qt6::Core)
    target_precompile_headers(staffroom_pch_core PRIVATE
        <QtCore/QtCore> <algorithm> <chrono> <functional> <map> <memory> <optional> <span>
        <string> <unordered_map> <variant> <vector> <tl/expected.hpp>)
    add_library(staffroom_pch_ui OBJECT ${CMAKE_BINARY_DIR}/pch/ui.cpp)
    target_link_libraries(staffroom_pch_ui PRIVATE staffroom_flags Qt6::Widgets)
    target_precompile_headers(staffroom_pch_ui PRIVATE
        <QtCore/QtCore> <QtGui/QtGui> <QtWidgets/QtWidgets> <algorithm> <chrono> <functional>
        <map> <memory> <optional> <span> <string> <unordered_map> <variant> <vector>
        <tl/expected.hpp>)
endif()

function(staffroom_use_pch target kind)
    if(STAFFROOM_PCH)
        target_precompile_headers(${target} REUSE_FROM staffroom_pch_${kind})
    endif()
endfunction()

# staffroom_library(core_net LINKS core_base Qt6::Network)
#   LINKS   the layers and libraries this folder may use; passed on to whoever links it
#   SOURCES further sources from elsewhere (generated files)
# A name that begins with "ui_" gets the precompiled header of the widgets.
function(staffroom_library name)
    cmake_parse_arguments(arg "" "" "LINKS;SOURCES" ${ARGN})
    file(GLOB own CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*.h)
    add_library(${name} STATIC ${own} ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
    target_link_libraries(${name} PUBLIC staffroom_flags ${arg_LINKS})
    if(name MATCHES "^ui_")
        staffroom_use_pch(${name} ui)
    else()
        staffroom_use_pch(${name} core)
    endif()
endfunction()

# Names the folders here that hold a <marker>.cmake, so that a new one touches no other file.
#   staffroom_plugin_folders(service folders)
function(staffroom_plugin_folders marker out)
    file(GLOB markers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*/${marker}.cmake)
    set(folders)
    foreach(path IN LISTS markers)
        get_filename_component(folder ${path} DIRECTORY)
        get_filename_component(folder ${folder} NAME)
        list(APPEND folders ${folder})
    endforeach()
    list(SORT folders)
    set(${out} ${folders} PARENT_SCOPE)
endfunction()
