# Starts of chats against an independent reckoning by Python's zoneinfo.
staffroom_test(e2e_timetable FOLDER e2e/timetable LINKS core_timetable LABEL e2e)
target_compile_definitions(e2e_timetable PRIVATE
    STAFFROOM_STARTS_SCRIPT="${CMAKE_CURRENT_LIST_DIR}/timetable/starts.py")
