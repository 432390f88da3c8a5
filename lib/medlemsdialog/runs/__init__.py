"""Runs: which inputs a county rests on, its workbook through papermill, what came of it, and the dialogue folder around."""
