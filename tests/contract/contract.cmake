#The same cases for every service of the build.A service joins with one file
# <service> _rig.cpp in this folder.
staffroom_test(contract FOLDER contract LINKS core_services_builtin LABEL contract)
