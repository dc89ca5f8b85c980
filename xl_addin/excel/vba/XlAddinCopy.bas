Attribute VB_Name = "XlAddinCopy"
Option Explicit
' The route that needs no COM: save a copy, let the command line work on it, show what
' it said. Python writes its summary as UTF-16, which VBA reads as it is.

Public Sub RunOnCopy(MacroName As String)
    Dim Folder As String, Target As String, Summary As String, Interpreter As String
    Dim Started As Single
    Folder = ActiveWorkbook.Path
    If Folder = "" Or InStr(Folder, "://") > 0 Then Folder = Environ("TEMP")
    Target = Folder & "\~xl_addin_" & ActiveWorkbook.Name
    Summary = Target & ".txt"
    On Error Resume Next
    Kill Summary
    On Error GoTo 0
    ActiveWorkbook.SaveCopyAs Target
    Interpreter = GetConfig("INTERPRETER_WIN", "python")
    Shell CommandLine(Interpreter, MacroName, Target, Summary), vbHide
    Started = Timer
    Do While Dir(Summary) = "" And Timer - Started < 600
        DoEvents
    Loop
    MsgBox ReadText(Summary)
End Sub

Public Function CommandLine(Interpreter As String, MacroName As String, Target As String, Summary As String) As String
    CommandLine = Quoted(Interpreter) & " -m xl_addin.cli.on_copy " & MacroName & " " & Quoted(Target) & " " & Quoted(Summary)
End Function

Private Function Quoted(Text As String) As String
    Quoted = Chr(34) & Text & Chr(34)
End Function

Private Function ReadText(FileName As String) As String
    Dim Content() As Byte, Number As Integer
    If Dir(FileName) = "" Then Exit Function
    Number = FreeFile
    Open FileName For Binary Access Read As #Number
    ReDim Content(LOF(Number) - 1)
    Get #Number, , Content
    Close #Number
    Kill FileName
    ReadText = Content
End Function
