# tests/unit mirrors core/ and ui/: a folder there is one binary linked to its library.
foreach(folder base model text transcript net store secrets services accounts feeds media deck archive compose
        chat room recap timetable hosting)
    if(TARGET core_${folder})
        staffroom_test(unit_core_${folder} FOLDER unit/core/${folder} LINKS core_${folder} LABEL unit)
    endif()
endforeach()
foreach(service IN LISTS STAFFROOM_SERVICES)
    staffroom_test(unit_core_services_${service} FOLDER unit/core/services/${service}
        LINKS core_services_${service} LABEL unit)
endforeach()
foreach(folder base post feed columns compose dialogs timetable room takeaway hosting shell)
    if(TARGET ui_${folder})
        staffroom_test(unit_ui_${folder} FOLDER unit/ui/${folder} LINKS ui_${folder} WIDGETS LABEL ui)
    endif()
endforeach()
# Has a class that moc reads inside it.
set_source_files_properties(unit/ui/columns/column_frame_test.cpp PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
# Rooms are tried on the whole practice chat.
if(TARGET unit_core_room)
    target_link_libraries(unit_core_room PRIVATE core_services_practice)
endif()
if(TARGET unit_ui_room)
    target_link_libraries(unit_ui_room PRIVATE core_services_practice)
endif()
