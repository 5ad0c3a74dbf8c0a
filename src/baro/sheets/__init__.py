"""Lists that people keep in spreadsheets: their shapes, cells and mistakes, for every part that imports one."""
