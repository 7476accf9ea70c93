from delibparse.cli import main

main()
